package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events. All of one can be altered, and what is not said of it stays, but for whose rights it has; MariaDB keeps its end
 * then too, so that one that is to go on is replaced.
 */
final class MySqlEvents implements ObjectKind<MySqlEvent> {
    private static final Pattern STARTS =
            Pattern.compile("\\s+STARTS\\s+(?:TIMESTAMP\\s*)?'[^']*'", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDS = Pattern.compile("\\bENDS\\b", Pattern.CASE_INSENSITIVE);

    private final MySqlFlavor flavor;

    MySqlEvents(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Class<MySqlEvent> type() {
        return MySqlEvent.class;
    }

    @Override
    public boolean changed(MySqlEvent from, MySqlEvent to) {
        return scheduleChanged(from, to)
                || from.preserve() != to.preserve()
                || !status(from).equals(status(to))
                || !MySqlObjectWriter.sameBody(from.body(), to.body())
                || MySqlObjectWriter.definerChanged(from.definer(), to.definer())
                || MySqlMode.changed(from.mode(), to.mode())
                || commentChanged(from, to);
    }

    private static boolean commentChanged(MySqlEvent from, MySqlEvent to) {
        return !MySqlLostLetters.asKept(MySqlObjectWriter.text(from.comment()))
                .equals(MySqlLostLetters.asKept(MySqlObjectWriter.text(to.comment())));
    }

    /** An event that does not say when it starts does so when it is made. */
    private static boolean scheduleChanged(MySqlEvent from, MySqlEvent to) {
        String wanted = to.schedule();
        String current = STARTS.matcher(wanted).find()
                ? from.schedule()
                : STARTS.matcher(from.schedule()).replaceFirst("");
        return !MySqlTerms.sameQuery(current, wanted) && !MySqlSchedules.same(current, wanted);
    }

    /** Replicas got another name. */
    private static String status(MySqlEvent event) {
        return event.status().replace("REPLICA", "SLAVE");
    }

    @Override
    public List<Statement> add(MySqlEvent event, PlanOptions options) {
        return MySqlMode.around(event.mode(), MySqlObjectWriter.create(event, create(event, options), options));
    }

    @Override
    public List<Statement> drop(MySqlEvent event, PlanOptions options) {
        return List.of(MySqlObjectWriter.drop(event, MySqlMode.texts(event.mode(), create(event, options)), options));
    }

    @Override
    public List<Statement> modify(MySqlEvent from, MySqlEvent to, PlanOptions options) {
        // Whatever of it is altered, it has the mode of who does that.
        return MySqlObjectWriter.modify(
                to,
                alter(from, to, options),
                alter(to, from, options),
                to.mode(),
                from.mode(),
                MySqlMode.of(flavor.sessionMode()));
    }

    private static String create(MySqlEvent event, PlanOptions options) {
        return create("CREATE", event, event.definer(), options);
    }

    private static String create(String verb, MySqlEvent event, @Nullable String definer, PlanOptions options) {
        return MySqlObjectWriter.start(verb, definer) + "EVENT " + MySqlObjectWriter.name(event, options)
                + " ON SCHEDULE " + event.schedule()
                + (event.preserve() ? " ON COMPLETION PRESERVE" : "")
                + (event.status().equals("ENABLE") ? "" : " " + status(event))
                + (MySqlObjectWriter.text(event.comment()).isEmpty()
                        ? ""
                        : " COMMENT " + MySqlMode.literal(event.mode(), MySqlObjectWriter.text(event.comment())))
                + " DO " + MySqlText.body(event.body());
    }

    private String alter(MySqlEvent from, MySqlEvent to, PlanOptions options) {
        @Nullable String definer = to.definer() == null ? from.definer() : to.definer();
        if (flavor.replacesRoutines()
                && ENDS.matcher(from.schedule()).find()
                && !ENDS.matcher(to.schedule()).find()) {
            return create("CREATE OR REPLACE", to, definer, options);
        }
        List<String> words = new ArrayList<>();
        if (scheduleChanged(from, to)) {
            words.add("ON SCHEDULE " + to.schedule());
        }
        if (from.preserve() != to.preserve()) {
            words.add(to.preserve() ? "ON COMPLETION PRESERVE" : "ON COMPLETION NOT PRESERVE");
        }
        if (!status(from).equals(status(to))) {
            words.add(status(to));
        }
        boolean hasOtherBody = !MySqlObjectWriter.sameBody(from.body(), to.body())
                || MySqlMode.changed(from.mode(), to.mode())
                || MySqlMode.changed(to.mode(), from.mode());
        // Something has to be said.
        if (commentChanged(from, to) || words.isEmpty() && !hasOtherBody) {
            words.add("COMMENT " + MySqlMode.literal(to.mode(), MySqlObjectWriter.text(to.comment())));
        }
        if (hasOtherBody) {
            words.add("DO " + MySqlText.body(to.body()));
        }
        return MySqlObjectWriter.start("ALTER", definer) + "EVENT " + MySqlObjectWriter.name(to, options) + " "
                + String.join(" ", words);
    }
}
