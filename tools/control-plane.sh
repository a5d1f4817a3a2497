#!/usr/bin/env bash
# A throwaway Kubernetes control plane: etcd and kube-apiserver, no kubelet, no controllers.
#
#   tools/control-plane.sh build        make sure that the programs are there (5 to 6 minutes once, then cached)
#   tools/control-plane.sh path         print the folder that holds them
#   tools/control-plane.sh run FOLDER   start on free ports, keep everything in FOLDER, write FOLDER/kubeconfig, print
#                                       "ready"; stops when its standard input ends or on a signal
#
# KUBEBUILDER_ASSETS names a folder with etcd, kube-apiserver and kubectl to use instead of building them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(awk '$1 == "require" && $2 == "k8s.io/kubernetes" { sub(/^v/, "", $3); print $3 }' "$here/control-plane/go.mod")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/atlas-operator/control-plane/$version
programs=(etcd kube-apiserver kubectl)
# shellcheck source=tools/go-programs.sh
source "$here/go-programs.sh"

fail() {
    echo "control-plane: $*" >&2
    exit 1
}

complete() {
    local program
    for program in "${programs[@]}"; do
        [[ -x $1/$program ]] || return 1
    done
}

folder() {
    if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
        complete "$KUBEBUILDER_ASSETS" || fail "KUBEBUILDER_ASSETS=$KUBEBUILDER_ASSETS lacks one of: ${programs[*]}"
        echo "$KUBEBUILDER_ASSETS"
    elif complete "$cache"; then
        echo "$cache"
    else
        return 1
    fi
}

build() {
    folder >/dev/null && return
    [[ -z ${KUBEBUILDER_ASSETS:-} ]] || exit 1
    go_programs "$here/control-plane" "$cache" "Kubernetes $version and its etcd (5 to 6 minutes, once)" \
        kube-apiserver=k8s.io/kubernetes/cmd/kube-apiserver kubectl=k8s.io/kubernetes/cmd/kubectl etcd=go.etcd.io/etcd/server/v3
    echo "Control plane programs are in $cache" >&2
}

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# Programs started here die with this script, also when it is killed.
child() {
    if command -v setpriv >/dev/null; then
        exec setpriv --pdeathsig TERM "$@"
    fi
    exec "$@"
}

start_api_server() {
    child "$bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd_port" --bind-address 127.0.0.1 \
        --advertise-address 127.0.0.1 --secure-port "$api_port" --cert-dir "$work/certificates" \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$work/service-account.pub" \
        --service-account-signing-key-file "$work/service-account.key" --token-auth-file "$work/tokens.csv" \
        --authorization-mode RBAC --disable-admission-plugins ServiceAccount --service-cluster-ip-range 10.0.0.0/24 \
        --allow-privileged=true --enable-priority-and-fairness=false >>"$work/kube-apiserver.log" 2>&1 </dev/null &
    apiserver=$!
}

start() {
    local peer_port
    etcd_port=$(free_port)
    peer_port=$(free_port)
    api_port=$(free_port)
    rm -rf "$work/etcd" "$work/certificates"
    child "$bin/etcd" --data-dir "$work/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
        --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
        --initial-cluster "default=http://127.0.0.1:$peer_port" >"$work/etcd.log" 2>&1 </dev/null &
    etcd=$!
    start_api_server
    cat >"$work/kubeconfig" <<-EOF
	apiVersion: v1
	kind: Config
	current-context: throwaway
	clusters:
	- name: throwaway
	  cluster: {server: "https://127.0.0.1:$api_port", certificate-authority: "$work/certificates/apiserver.crt"}
	users:
	- name: admin
	  user: {token: "$token"}
	contexts:
	- name: throwaway
	  context: {cluster: throwaway, user: admin, namespace: default}
	EOF
    local deadline=$((SECONDS + 180))
    while ((SECONDS < deadline)); do
        kill -0 "$etcd" 2>/dev/null && kill -0 "$apiserver" 2>/dev/null || break
        if [[ -s $work/certificates/apiserver.crt ]] \
            && "$bin/kubectl" --kubeconfig "$work/kubeconfig" get --raw /readyz >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.2
    done
    stop
    return 1
}

stop() {
    local pid
    for pid in ${apiserver:-} ${etcd:-}; do
        kill -TERM "$pid" 2>/dev/null || true
    done
    # The API server lingers for open watches; nothing here is worth waiting for.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 ${apiserver:-} ${etcd:-} 2>/dev/null || break
        sleep 0.1
    done
    for pid in ${apiserver:-} ${etcd:-}; do
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    etcd= apiserver=
}

run() {
    bin=$(folder) || fail "kube-apiserver is not built yet: run tools/control-plane.sh build (5 to 6 minutes, once)"
    command -v openssl >/dev/null || fail "openssl is needed to make the service account key: install it"
    umask 077
    mkdir -p "$1"
    work=$(cd "$1" && pwd)
    token=$(openssl rand -hex 16)
    echo "$token,admin,admin,\"system:masters\"" >"$work/tokens.csv"
    openssl genrsa -out "$work/service-account.key" 2048 2>/dev/null
    openssl rsa -in "$work/service-account.key" -pubout -out "$work/service-account.pub" 2>/dev/null
    trap stop EXIT
    trap 'exit 143' TERM
    trap 'exit 130' INT HUP
    exec 8<&0
    # A free port may be taken between the look and the bind: hence the second and third try.
    start || start || start || {
        tail -n 5 "$work/etcd.log" "$work/kube-apiserver.log" >&2
        fail "etcd or kube-apiserver did not start: see the logs in $work"
    }
    echo ready
    cat <&8 >/dev/null &
    local input=$! again=
    # As if it crashed: what it had is in etcd.
    trap 'again=1' USR1
    while true; do
        wait -n "$input" "$etcd" "$apiserver" || true
        [[ -n $again ]] || break
        again=
        kill -KILL "$apiserver"
        wait "$apiserver" 2>/dev/null || true
        start_api_server
    done
    if kill -0 "$input" 2>/dev/null; then
        kill "$input"
        fail "etcd or kube-apiserver ended by itself: see the logs in $work"
    fi
}

case ${1:-build} in
    build) build ;;
    path) folder || fail "kube-apiserver is not built yet: run tools/control-plane.sh build (5 to 6 minutes, once)" ;;
    run) [[ $# -eq 2 ]] || fail "usage: tools/control-plane.sh run FOLDER"; run "$2" ;;
    *) fail "usage: tools/control-plane.sh build | path | run FOLDER" ;;
esac
