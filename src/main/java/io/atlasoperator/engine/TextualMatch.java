package io.atlasoperator.engine;

import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.ExactDiffRules;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells by the texts alone that a target already is as somebody wrote it, so that no dev database is needed. Two states
 * that are written the same come to the same; two that are written differently may do so too, which only a server can
 * tell.
 */
final class TextualMatch {
    private final Session target;
    private final ObjectFilter filter;
    private final DiffPolicy policy;

    /**
     * @param target where the state is looked for
     * @param filter what is looked at
     * @param policy which differences the user does not mind
     */
    TextualMatch(Session target, ObjectFilter filter, DiffPolicy policy) {
        this.target = target;
        this.filter = filter;
        this.policy = new DiffPolicy(
                drops(policy.skip()), policy.concurrentCreate(), policy.concurrentDrop(), policy.alterMode());
    }

    /** What is not wanted and stays all the same does not change what the wanted comes to; any other difference may. */
    private static Set<Skip> drops(Set<Skip> skip) {
        Set<Skip> drops = EnumSet.of(Skip.DROP_SCHEMA, Skip.DROP_TABLE);
        drops.retainAll(skip);
        return drops;
    }

    /**
     * The written state in canonical form, as the target holds it; nothing if it may differ.
     *
     * @param current what the target holds
     * @param untouched what of it stays although nobody wants it
     * @param written the desired state as it is written
     */
    Optional<Realm> find(Realm current, Untouched untouched, Realm written) {
        Realm wanted = target.dialect().completed(written, current);
        Differ differ = new Differ(new ExactDiffRules(target.dialect().diffRules(target.version())), policy);
        try {
            return differ.diff(current, untouched.in(filter.apply(wanted))).isEmpty()
                    ? Optional.of(filter.apply(part(current, wanted)))
                    : Optional.empty();
        } catch (DiffException e) {
            // Told again, with what to do, if it is still so once the server has had its say.
            return Optional.empty();
        }
    }

    /** The part of the current state that is wanted. */
    private static Realm part(Realm current, Realm wanted) {
        return current.withSchemas(current.schemas().stream()
                        .flatMap(schema -> wanted.schema(schema.name()).map(same -> part(schema, same)).stream())
                        .toList())
                .withObjects(wanted(current.objects(), wanted.objects()));
    }

    private static Schema part(Schema current, Schema wanted) {
        Set<String> tables =
                wanted.tables().stream().map(table -> table.name().name()).collect(Collectors.toUnmodifiableSet());
        return current.withTables(current.tables().stream()
                        .filter(table -> tables.contains(table.name().name()))
                        .toList())
                .withObjects(wanted(current.objects(), wanted.objects()));
    }

    private static List<SchemaObject> wanted(List<SchemaObject> current, List<SchemaObject> wanted) {
        Set<ObjectKey> keys = wanted.stream().map(SchemaObject::key).collect(Collectors.toUnmodifiableSet());
        return current.stream().filter(object -> keys.contains(object.key())).toList();
    }
}
