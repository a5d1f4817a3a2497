/**
 * Values from the secret stores of clouds, each asked with one or two plain HTTP requests: AWS Secrets Manager and Parameter
 * Store, Google Secret Manager, Vault. {@link io.atlasoperator.secretstore.SecretStores} is the entrance. It finds the
 * credentials where the vendors' own tools find them, keeps none of them, and tells no secret in its errors. It writes nothing
 * to a store and does not watch one.
 *
 * <p>The protocols: <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature Version 4</a>,
 * <a href="https://cloud.google.com/secret-manager/docs/reference/rest">Secret Manager</a>, <a
 * href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">Vault</a>.
 */
@NullMarked
package io.atlasoperator.secretstore;

import org.jspecify.annotations.NullMarked;
