package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the statements on objects other than tables have in common. */
final class MySqlObjectWriter {
    private MySqlObjectWriter() {}

    static String name(SchemaObject object, PlanOptions options) {
        return MySqlSyntax.INSTANCE.name(object.name(), options.qualifier());
    }

    static Statement create(SchemaObject object, String text, PlanOptions options) {
        return Statement.of(text, "create " + label(object), dropText(object, options));
    }

    static Statement modify(SchemaObject object, String text, String reverse) {
        return modify(object, text, List.of(reverse));
    }

    static Statement modify(SchemaObject object, String text, List<String> reverse) {
        return new Statement(text, "modify " + label(object), reverse, true, Set.of());
    }

    /**
     * The statements that turn one object into another.
     *
     * @param mode the mode that it is to have
     * @param former the mode that it has
     * @param usual that of our sessions, which null means
     */
    static List<Statement> modify(
            SchemaObject object,
            String text,
            String reverse,
            @Nullable MySqlMode mode,
            @Nullable MySqlMode former,
            MySqlMode usual) {
        boolean same = (mode == null ? usual : mode).sameAs(former == null ? usual : former);
        List<String> back = same ? List.of(reverse) : MySqlMode.texts(former == null ? usual : former, reverse);
        return MySqlMode.around(mode, modify(object, text, back));
    }

    /** An object that can't be replaced in one step is away for a moment only, and put back if the new one can't be made. */
    static List<Statement> replaced(List<Statement> drops, List<Statement> creates) {
        List<Statement> statements = new ArrayList<>();
        drops.forEach(drop -> statements.add(drop.withHazard(Hazard.HALFWAY)));
        boolean isMade = false;
        for (Statement create : creates) {
            // What a session is set to before belongs to it as well.
            isMade |= create.text().startsWith("CREATE ");
            statements.add(isMade ? create : create.withHazard(Hazard.HALFWAY));
        }
        return statements;
    }

    static Statement drop(SchemaObject object, String reverse, PlanOptions options) {
        return drop(object, List.of(reverse), options);
    }

    static Statement drop(SchemaObject object, List<String> reverse, PlanOptions options) {
        return new Statement(
                dropText(object, options),
                "drop " + label(object),
                reverse,
                true,
                object.holdsRows() ? Set.of(Hazard.DATA_LOSS) : Set.of());
    }

    private static String label(SchemaObject object) {
        return object.kind() + " \"" + object.name().name() + "\"";
    }

    private static String dropText(SchemaObject object, PlanOptions options) {
        return "DROP " + object.kind().toUpperCase(Locale.ROOT) + " " + name(object, options);
    }

    /** {@code CREATE}, maybe in the place of what is there, up to whose rights it has. */
    static String start(String verb, @Nullable String definer) {
        return verb + " " + (definer == null ? "" : "DEFINER = " + definer + " ");
    }

    /** Whether the definer differs; one that is not said may be anybody. */
    static boolean definerChanged(@Nullable String from, @Nullable String to) {
        return to != null && !to.equals(from);
    }

    /** What is kept as it was written is the same but for line ends, and blanks and a semicolon at its end. */
    static boolean sameBody(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        return MySqlText.body(text.replace("\r\n", "\n"));
    }

    static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }
}
