package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.operator.Permissions;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A right that the chart forgets shows only in a cluster, as a resource that never moves; one too many is an open door. So the
 * chart's roles are exactly what the operator says it uses.
 */
class OperatorRightsTest {

    @Test
    void theClusterRoleGrantsWhatTheReconcilersUseAndNoMore() {
        assertThat(granted(Helm.template("{}"), "ClusterRole", "r-atlas-operator-manager-role"))
                .isEqualTo(used(withPods()));
    }

    @Test
    void theRoleOfAWatchedNamespaceGrantsTheSame() {
        assertThat(granted(Helm.template("watchNamespaces: [a]"), "Role", "r-atlas-operator-manager-role"))
                .isEqualTo(used(withPods()));
    }

    @Test
    void theRightsForPodsCanBeLeftOut() {
        assertThat(granted(Helm.template("devDatabase: {pods: false}"), "ClusterRole", "r-atlas-operator-manager-role"))
                .isEqualTo(used(all(Permissions.RESOURCES, Permissions.SECRETS, Permissions.SECRET_WATCH)));
    }

    @Test
    void secretsNeedNotBeWatched() {
        assertThat(granted(Helm.template("watchSecrets: false"), "ClusterRole", "r-atlas-operator-manager-role"))
                .isEqualTo(used(all(Permissions.RESOURCES, Permissions.SECRETS, Permissions.DEV_PODS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", watchNamespaces: [a]", ", watchSecrets: true"})
    void theRightsOnSecretsCanBeLeftOut(String more) {
        String kind = more.contains("watchNamespaces") ? "Role" : "ClusterRole";

        assertThat(granted(
                        Helm.template("{rbac: {clusterWideSecretAccess: false}" + more + "}"),
                        kind,
                        "r-atlas-operator-manager-role"))
                .isEqualTo(used(all(Permissions.RESOURCES, Permissions.DEV_PODS)));
    }

    private static List<Permissions.Rule> withPods() {
        return all(Permissions.RESOURCES, Permissions.SECRETS, Permissions.SECRET_WATCH, Permissions.DEV_PODS);
    }

    @SafeVarargs
    private static List<Permissions.Rule> all(List<Permissions.Rule>... rules) {
        return Stream.of(rules).flatMap(List::stream).toList();
    }

    @Test
    void theLeaseIsAllThatLeaderElectionMayTouch() {
        assertThat(granted(Helm.template("{}"), "Role", "r-atlas-operator-leader-election-role"))
                .isEqualTo(used(Permissions.LEADER_ELECTION));
    }

    private static SortedSet<String> used(List<Permissions.Rule> rules) {
        var lines = new TreeSet<String>();
        for (Permissions.Rule rule : rules) {
            for (String resource : rule.resources()) {
                for (String verb : rule.verbs()) {
                    lines.add(line(rule.group(), resource, verb));
                }
            }
        }
        return lines;
    }

    private static SortedSet<String> granted(List<JsonNode> objects, String kind, String name) {
        JsonNode role = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        var lines = new TreeSet<String>();
        for (JsonNode rule : role.path("rules")) {
            for (JsonNode group : rule.path("apiGroups")) {
                for (JsonNode resource : rule.path("resources")) {
                    for (JsonNode verb : rule.path("verbs")) {
                        lines.add(line(group.asText(), resource.asText(), verb.asText()));
                    }
                }
            }
        }
        return lines;
    }

    private static String line(String group, String resource, String verb) {
        return (group.isEmpty() ? "core" : group) + "/" + resource + " " + verb;
    }
}
