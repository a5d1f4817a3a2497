{{/* Name of the chart, or what replaces it. */}}
{{- define "atlas-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of the objects: the release if it contains the chart's name, else both. */}}
{{- define "atlas-operator.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "atlas-operator.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "atlas-operator.labels" -}}
helm.sh/chart: {{ include "atlas-operator.chart" . }}
{{ include "atlas-operator.selectorLabels" . }}
{{- if .Chart.AppVersion }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "atlas-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "atlas-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "atlas-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "atlas-operator.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* "true" or "": whether the pods elect a leader. */}}
{{- define "atlas-operator.leaderElection" -}}
{{- if kindIs "bool" .Values.leaderElection }}
{{- if .Values.leaderElection }}true{{ end }}
{{- else if gt (int .Values.replicaCount) 1 }}true
{{- end }}
{{- end }}

{{/* "true" or "": whether Secrets are watched. */}}
{{- define "atlas-operator.watchesSecrets" -}}
{{- if kindIs "bool" .Values.watchSecrets }}
{{- if .Values.watchSecrets }}true{{ end }}
{{- else if ne .Values.rbac.clusterWideSecretAccess false }}true
{{- end }}
{{- end }}

{{/* The pod's security context, always; persistence.fsGroup joins it. */}}
{{- define "atlas-operator.podSecurityContext" -}}
{{- $context := deepCopy .Values.podSecurityContext }}
{{- if and .Values.persistence.fsGroup (not (hasKey $context "fsGroup")) }}
{{- $_ := set $context "fsGroup" .Values.persistence.fsGroup }}
{{- end }}
{{- toYaml $context }}
{{- end }}

{{/*
"true" or "": whether a definition is part of the release. With crds.create=false it still is when it came with this
release and the cluster would lose it, and every resource of the kind, on this upgrade.
*/}}
{{- define "atlas-operator.keepsDefinition" -}}
{{- if .root.Values.crds.create }}true
{{- else }}
{{- $live := lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" .name }}
{{- $annotations := dig "metadata" "annotations" (dict) $live }}
{{- $mine := and (eq (get $annotations "meta.helm.sh/release-name") .root.Release.Name) (eq (get $annotations "meta.helm.sh/release-namespace") .root.Release.Namespace) }}
{{- if and $mine (ne (get $annotations "helm.sh/resource-policy") "keep") }}true{{ end }}
{{- end }}
{{- end }}

{{/*
"true" or "": whether the cluster knows policies for admission. A cluster says what it knows; without one there is the version to go by, which
need not be one that can be compared.
*/}}
{{- define "atlas-operator.knowsPolicies" -}}
{{- $version := .Capabilities.KubeVersion.Version }}
{{- if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" }}true
{{- else if regexMatch "^v?[0-9]+[.][0-9]+[.][0-9]+([-+][0-9A-Za-z.+-]*)?$" $version }}
{{- if semverCompare ">=1.30-0" $version }}true{{ end }}
{{- end }}
{{- end }}
