package io.atlasoperator.operator.devpod;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.engine.DevServers;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.EventSink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs servers for dev databases in pods: one for each resource that needs one, or one that those of a namespace share. It is
 * made when it is first needed,
 * and asked for again until it is ready; each use makes a fresh database on it. Nothing of this is watched. Safe for use by
 * several threads.
 */
public final class DevPods implements DevServers {
    private static final ScopedValue<DevPodOwner> OWNER = ScopedValue.newInstance();

    private static final String WAITING = "waiting for dev database to be ready";
    private static final int GONE = 404;
    private static final int FORBIDDEN = 403;
    private static final int INVALID = 422;
    private static final int CONFLICT = 409;
    private static final int PASSWORD_BYTES = 16;

    private final KubernetesClient client;
    private final EventSink events;
    private final DevPodSettings settings;
    private final SecureRandom random = new SecureRandom();

    /** Of each Deployment that was used, who has not come to rest since. */
    private final Map<Place, Set<String>> inUse = new HashMap<>();

    /** Where a Deployment is. */
    private record Place(String namespace, String name) {}

    /**
     * @param client reaches the API server
     * @param events is told of Deployments that are made, scaled, or can't be
     * @param settings what the operator's owner says of the pods
     */
    public DevPods(KubernetesClient client, EventSink events, DevPodSettings settings) {
        this.client = client;
        this.events = events;
        this.settings = settings;
    }

    /** Works for a resource: dev databases that this thread needs in the meantime are in its pod. */
    public static <T> T during(DevPodOwner owner, Supplier<T> work) {
        return ScopedValue.where(OWNER, owner).call(work::get);
    }

    /** A resource is as wanted, or gone: the pod goes that nobody else is at, unless pods are kept warm. */
    public void rest(HasMetadata resource) {
        if (settings.keepsWarm()) {
            return;
        }
        left(resource.getMetadata().getUid()).forEach(place -> scaleDown(resource, place));
    }

    private synchronized void use(Place place, String uid) {
        inUse.computeIfAbsent(place, ignored -> new HashSet<>()).add(uid);
    }

    /** The Deployments that nobody uses any more. */
    private synchronized List<Place> left(String uid) {
        List<Place> free = inUse.entrySet().stream()
                .filter(used -> used.getValue().remove(uid) && used.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        free.forEach(inUse::remove);
        return free;
    }

    /** Whoever wants it in the meantime waits, and scales it up again, rather than lose it when it is being used. */
    private synchronized void scaleDown(HasMetadata resource, Place place) {
        if (inUse.containsKey(place)) {
            return;
        }
        try {
            RollableScalableResource<Deployment> deployment = deployment(place.namespace(), place.name());
            if (deployment.get() != null) {
                scale(deployment, 0);
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() != GONE) {
                events.record(
                        resource, EventReason.CLEAN_UP_DEV_DB, "Error scaling down devDB deployment: " + answer(e));
            }
        }
    }

    @Override
    public Optional<DatabaseUrl> described(Dialect dialect) {
        return owner().flatMap(owner -> owner.described().map(described -> {
            Deployment wanted = DevPodDeployment.of(owner, described, podSpec(described));
            return url(owner, wanted, DevPodDeployment.description(described), described.url());
        }));
    }

    @Override
    public boolean standsIn() {
        return OWNER.isBound();
    }

    @Override
    public Optional<DatabaseUrl> standIn(Dialect dialect, ServerVersion version, Scope scope) {
        return owner().flatMap(owner ->
                dialect.devContainer(version, scope, password()).map(container -> url(owner, container)));
    }

    @Override
    public String description() {
        return owner().flatMap(DevPodOwner::described)
                .map(DevPodDeployment::description)
                .orElse("");
    }

    private static Optional<DevPodOwner> owner() {
        return OWNER.isBound() ? Optional.of(OWNER.get()) : Optional.empty();
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private PodSpec podSpec(DevPodOwner.Described described) {
        try {
            return client.getKubernetesSerialization().convertValue(described.spec(), PodSpec.class);
        } catch (IllegalArgumentException e) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE, "spec.devDB.spec is no spec of a pod: a field has a value of another type");
        }
    }

    private DatabaseUrl url(DevPodOwner owner, DevContainer container) {
        return url(owner, wanted(owner, container), DevPodDeployment.description(container, settings), container.url());
    }

    private Deployment wanted(DevPodOwner owner, DevContainer container) {
        try {
            return DevPodDeployment.of(owner, container, settings);
        } catch (IllegalArgumentException e) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "DEV_POD_SPEC or DEV_POD_RESOURCES of the operator (devDatabase.podSpec, devDatabase.resources of the chart) fit no"
                            + " pod: a field has a value of another type");
        }
    }

    /** Where the pod's server answers. */
    private DatabaseUrl url(DevPodOwner owner, Deployment wanted, String description, DatabaseUrl inside) {
        try {
            if (!settings.keepsWarm()) {
                use(
                        new Place(owner.namespace(), wanted.getMetadata().getName()),
                        owner.resource().getMetadata().getUid());
            }
            Deployment found = require(owner, wanted, description);
            return ready(owner, found, description, inside);
        } catch (KubernetesClientException e) {
            throw refused(wanted, e);
        }
    }

    private static EngineException refused(Deployment wanted, KubernetesClientException e) {
        String name = wanted.getMetadata().getName();
        String text = "the deployment \"" + name + "\" of the dev database can't be had: " + answer(e);
        return switch (e.getCode()) {
            case FORBIDDEN ->
                EngineException.permanent(
                        Reason.DEV_DATABASE,
                        text
                                + "; let the operator's service account read pods and create deployments there, or name a dev"
                                + " database with spec.devURL");
            case INVALID -> EngineException.permanent(Reason.DEV_DATABASE, text + reasonOf(e));
            default -> new EngineException(Reason.DEV_DATABASE, true, text, e);
        };
    }

    private static String answer(KubernetesClientException e) {
        return e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
    }

    private static String reasonOf(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? ""
                : ": " + e.getStatus().getMessage();
    }

    /** Makes sure that the Deployment is there as it is wanted, and has a pod. */
    private Deployment require(DevPodOwner owner, Deployment wanted, String description) {
        String name = wanted.getMetadata().getName();
        RollableScalableResource<Deployment> deployment = deployment(owner.namespace(), name);
        Deployment found = deployment.get();
        if (found == null) {
            if (create(owner, wanted)) {
                events.record(owner.resource(), EventReason.CREATED_DEV_DB, "Created dev database deployment: " + name);
            }
            throw waiting("");
        }
        boolean alone = isAlone(wanted);
        DevPodOwnership.require(found, owner.resource(), alone);
        if (!description.equals(annotation(found, DevPodDeployment.DESCRIPTION))) {
            // What selects pods can't be changed, so a Deployment that somebody else made goes as a whole.
            deployment.delete();
            throw waiting(": its deployment is made anew, as what is wanted of it has changed");
        }
        if (!alone && !DevPodOwnership.has(found, owner.resource())) {
            join(deployment, owner.resource());
        }
        Integer replicas = found.getSpec().getReplicas();
        if (replicas != null && replicas == 0) {
            scale(deployment, 1);
            events.record(owner.resource(), EventReason.SCALED_UP_DEV_DB, "Scaled up dev database deployment: " + name);
            throw waiting("");
        }
        return found;
    }

    /** Whether it was made; the one of before may still be on its way out. */
    private boolean create(DevPodOwner owner, Deployment wanted) {
        try {
            client.resource(wanted).inNamespace(owner.namespace()).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            return false;
        }
    }

    private static void scale(RollableScalableResource<Deployment> deployment, int replicas) {
        deployment.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + replicas + "}}");
    }

    private RollableScalableResource<Deployment> deployment(String namespace, String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name);
    }

    private static boolean isAlone(Deployment wanted) {
        return wanted.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> Boolean.TRUE.equals(reference.getController()));
    }

    /** One more resource uses it; those that others add at the same time stay. */
    private void join(RollableScalableResource<Deployment> deployment, HasMetadata resource) {
        Map<String, Object> metadata = Map.of("ownerReferences", List.of(DevPodOwnership.reference(resource, false)));
        deployment.patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                client.getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    }

    private DatabaseUrl ready(DevPodOwner owner, Deployment found, String description, DatabaseUrl inside) {
        String instance = found.getSpec().getSelector().getMatchLabels().get(DevPodDeployment.INSTANCE);
        List<Pod> pods = client
                .pods()
                .inNamespace(owner.namespace())
                .withLabel(DevPodDeployment.INSTANCE, instance)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> description.equals(annotation(pod, DevPodDeployment.DESCRIPTION)))
                .toList();
        Pod pod = pods.stream()
                .filter(candidate -> PodStatuses.isReady(candidate)
                        && annotation(candidate, DevPodDeployment.URL).contains("://"))
                .findFirst()
                .orElseThrow(() ->
                        waiting(pods.isEmpty() ? ": " + PodStatuses.whyNoPods(found) : PodStatuses.trouble(pods)));
        DatabaseUrl told = DatabaseUrl.parse(annotation(pod, DevPodDeployment.URL));
        String address = pod.getStatus().getPodIP();
        return new DatabaseUrl(
                told.scheme(),
                told.user(),
                told.password() == null ? inside.password() : told.password(),
                address.contains(":") ? "[" + address + "]" : address,
                told.port(),
                told.path(),
                told.query(),
                told.rawQuery());
    }

    private static String annotation(HasMetadata object, String name) {
        return object.getMetadata().getAnnotations() == null
                ? ""
                : object.getMetadata().getAnnotations().getOrDefault(name, "");
    }

    /** It is not there yet. */
    static EngineException waiting(String why) {
        return new EngineException(Reason.DEV_DATABASE, true, WAITING + why, null);
    }
}
