# The operator (/manager) and the command line (/usr/local/bin/atlas), in the layout that make build leaves in target/dist.
#
#   docker build -t atlas-operator:dev .
#
# The caches of loaded classes fit only the Java runtime, the paths and the file times they were recorded with. So they are
# recorded here, on the final runtime and in the final place.

# Needed only to try the operator while its cache is recorded.
FROM golang:1.26 AS control-plane
WORKDIR /src
COPY tools/ tools/
RUN tools/control-plane.sh build && cp -r "$(tools/control-plane.sh path)" /control-plane

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends curl xz-utils && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
COPY tools/ tools/
COPY src/ src/
RUN ATLAS_BUILD_CACHE=none tools/build.sh

FROM eclipse-temurin:25-jre AS runtime
# PostgreSQL, which serves as dev database, wants a user with a name.
RUN groupadd --gid 65532 atlas && useradd --uid 65532 --gid 65532 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin atlas
ENV ATLAS_KUBERNETES_OPERATOR=1

FROM runtime AS recorded
RUN apt-get update && apt-get install -y --no-install-recommends openssl xz-utils util-linux && rm -rf /var/lib/apt/lists/*
COPY --from=control-plane /control-plane /control-plane
COPY --from=build /src/target/dist /opt/atlas-operator
COPY --from=build /src/target/postgres /src/target/postgres
WORKDIR /src
COPY crds/ crds/
COPY tools/ tools/
ENV KUBEBUILDER_ASSETS=/control-plane
RUN tools/train-atlas.sh /opt/atlas-operator && tools/train-operator.sh /opt/atlas-operator

FROM runtime
COPY --from=recorded /opt/atlas-operator /opt/atlas-operator
COPY LICENSE /opt/atlas-operator/LICENSE
RUN ln -s /opt/atlas-operator/bin/atlas-operator /manager && ln -s /opt/atlas-operator/bin/atlas /usr/local/bin/atlas
WORKDIR /tmp
USER 65532:65532
ENTRYPOINT ["/manager"]
