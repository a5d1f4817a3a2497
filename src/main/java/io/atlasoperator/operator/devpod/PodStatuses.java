package io.atlasoperator.operator.devpod;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.List;
import java.util.stream.Stream;

/** What the statuses of pods and their Deployments tell. */
final class PodStatuses {

    private PodStatuses() {}

    /** Whether a pod is ready and has an address. */
    static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && conditions(pod)
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getConditions() == null
                ? Stream.empty()
                : pod.getStatus().getConditions().stream();
    }

    /** A quota or an admission policy may keep the pods from being made, which is told by the Deployment alone. */
    static String whyNoPods(Deployment deployment) {
        List<DeploymentCondition> conditions = deployment.getStatus() == null
                ? List.of()
                : deployment.getStatus().getConditions();
        return conditions.stream()
                .filter(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getStatus().equals("True")
                        && condition.getMessage() != null)
                .map(DeploymentCondition::getMessage)
                .findFirst()
                .orElse("no pods found");
    }

    /** What holds pods up, as far as their statuses tell: a colon and a text, or nothing. */
    static String trouble(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> Stream.concat(
                        conditions(pod)
                                .filter(condition -> condition.getType().equals("PodScheduled")
                                        && condition.getStatus().equals("False")
                                        && condition.getMessage() != null)
                                .map(condition -> pod.getMetadata().getName() + ": " + condition.getMessage()),
                        waitingContainers(pod).map(reason -> pod.getMetadata().getName() + ": " + reason)))
                .findFirst()
                .map(found -> ": " + found)
                .orElse("");
    }

    private static Stream<String> waitingContainers(Pod pod) {
        List<ContainerStatus> statuses =
                pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        return statuses == null
                ? Stream.empty()
                : statuses.stream()
                        .filter(status ->
                                status.getState() != null && status.getState().getWaiting() != null)
                        .map(status -> text(status.getState().getWaiting()))
                        .filter(text -> !text.equals("ContainerCreating"));
    }

    private static String text(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }
}
