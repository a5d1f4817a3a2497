package io.atlasoperator.operator;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import java.util.List;

/** The rights that the operator uses on the API server, and no others. The chart's roles are compared with this. */
public final class Permissions {

    /** In each namespace that is looked after. */
    public static final List<Rule> RESOURCES = List.of(
            new Rule(AtlasSchema.GROUP, List.of("atlasschemas", "atlasmigrations"), List.of("get", "list", "watch")),
            new Rule(AtlasSchema.GROUP, List.of("atlasschemas/status", "atlasmigrations/status"), List.of("patch")),
            new Rule("", List.of("configmaps"), List.of("get", "list", "watch")),
            new Rule("", List.of("events"), List.of("create")));

    /** There too: reading what resources refer to, keeping plans and directories. */
    public static final List<Rule> SECRETS =
            List.of(new Rule("", List.of("secrets"), List.of("get", "create", "update")));

    /** The same, unless {@code WATCH_SECRETS} is false. */
    public static final List<Rule> SECRET_WATCH = List.of(new Rule("", List.of("secrets"), List.of("list", "watch")));

    /** The same, where pods for dev databases may be run. */
    public static final List<Rule> DEV_PODS = List.of(
            new Rule("apps", List.of("deployments"), List.of("get", "create", "patch", "delete")),
            new Rule("", List.of("pods"), List.of("list")));

    /** In the operator's own namespace, with {@code --leader-elect}. */
    public static final List<Rule> LEADER_ELECTION =
            List.of(new Rule("coordination.k8s.io", List.of("leases"), List.of("create", "get", "update")));

    private Permissions() {}

    /**
     * A rule of a role.
     *
     * @param group API group; empty for the core
     * @param resources resources and subresources
     * @param verbs what is done with them
     */
    public record Rule(String group, List<String> resources, List<String> verbs) {
        public Rule {
            resources = List.copyOf(resources);
            verbs = List.copyOf(verbs);
        }
    }
}
