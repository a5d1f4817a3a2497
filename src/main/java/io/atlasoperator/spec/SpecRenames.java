package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code renamed_from} attributes of a document. */
final class SpecRenames {
    private static final Map<String, Rename.What> PARTS = Map.of(
            "column", Rename.What.COLUMN,
            "index", Rename.What.INDEX,
            "unique", Rename.What.INDEX,
            "exclude", Rename.What.INDEX,
            "foreign_key", Rename.What.CONSTRAINT,
            "check", Rename.What.CONSTRAINT,
            "primary_key", Rename.What.CONSTRAINT);

    private final List<Rename> found = new ArrayList<>();

    private SpecRenames() {}

    /**
     * The hints, in the order of the document.
     *
     * @param tables the tables of the document
     * @param objects its other objects, which stand where their ranges say
     */
    static List<Rename> read(Document document, List<TableEntry> tables, List<SchemaObject> objects) {
        Map<SourceRange, SchemaObject> byRange = new HashMap<>();
        objects.forEach(object -> {
            @Nullable SourceRange range = object.range();
            if (range != null) {
                byRange.put(range, object);
            }
        });
        SpecRenames renames = new SpecRenames();
        for (TableEntry table : tables) {
            Block block = table.block().block();
            renames.add(Rename.What.RELATION, table.name(), "", block);
            for (Block part : block.blocks()) {
                Rename.@Nullable What what = PARTS.get(part.type());
                if (what != null && !part.labels().isEmpty()) {
                    renames.add(what, table.name(), part.labels().getLast(), part);
                }
            }
        }
        for (Block block : document.blocks()) {
            @Nullable SchemaObject object = byRange.get(block.range());
            if (object != null) {
                boolean type = object.key().namespace() == ObjectKey.Namespace.TYPE;
                renames.add(type ? Rename.What.TYPE : Rename.What.RELATION, object.name(), "", block);
            }
        }
        return List.copyOf(renames.found);
    }

    private void add(Rename.What what, QualifiedName object, String part, Block block) {
        Optional<Attribute> hint = block.attribute("renamed_from");
        if (hint.isPresent() && hint.get().value() instanceof Value.Text(String oldName)) {
            found.add(new Rename(what, object, part, oldName, hint.get().valueRange()));
        }
    }
}
