package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.Digest;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.project.LintPolicy;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the operator's owner says of approvals.
 *
 * @param minimum which plans need one whatever a resource says; empty means none. A resource may ask for more, not for less.
 * @param plans keeps plans for people to read
 */
public record Approvals(Optional<LintPolicy.Review> minimum, PlanStore plans) {

    /**
     * The review of one target.
     *
     * @param several whether the resource has more targets
     * @param lastApplied when something was applied to it last, in seconds since 1970
     * @param hashes the hash of a state
     */
    Review of(
            SchemaInputs read,
            AtlasSchema resource,
            boolean several,
            long lastApplied,
            Function<SchemaState, String> hashes) {
        // The stricter a level, the earlier it is declared.
        Optional<LintPolicy.Review> level =
                Stream.concat(minimum.stream(), read.review().stream()).min(Comparator.naturalOrder());
        String shown = read.target().redacted();
        String target = new Digest()
                .field(read.targetHash())
                .field(read.request().txMode().name())
                .base64();
        String suffix = several ? "." + new Digest().field(shown).hex().substring(0, 8) : "";
        return new Review(level, resource, suffix, lastApplied, shown, target, hashes, plans);
    }
}
