package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.operator.api.v1alpha1.Credentials;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.status.Scrubber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the URLs of the target and of the dev database that a spec means. */
public final class TargetUrls {
    private final Values values;
    private final Scrubber scrubber;

    public TargetUrls(Values values, Scrubber scrubber) {
        this.values = values;
        this.scrubber = scrubber;
    }

    /**
     * The target: {@code urlFrom}, else {@code url}, else the credentials if they have a host.
     *
     * @throws ReferenceException if there is none, or none that can be read
     */
    public DatabaseUrl target(TargetSpec spec) {
        if (Values.isSet(spec.urlFrom())) {
            return parse("spec.urlFrom", values.secretOr("spec.urlFrom", spec.urlFrom(), null));
        }
        if (isGiven(spec.url())) {
            return parse("spec.url", spec.url());
        }
        Credentials credentials = spec.credentials();
        if (credentials != null) {
            String host = values.secretOr("spec.credentials.hostFrom", credentials.hostFrom(), credentials.host());
            if (host != null && !host.isEmpty()) {
                return parse("spec.credentials", fromCredentials(credentials, host));
            }
            throw new ReferenceException(
                    "no target database defined: spec.credentials has no host, set host or hostFrom");
        }
        throw new ReferenceException("no target database defined: set spec.url, spec.urlFrom or spec.credentials");
    }

    /**
     * The target, if the spec names one.
     *
     * @throws ReferenceException if it can't be read
     */
    public Optional<DatabaseUrl> targetIfGiven(TargetSpec spec) {
        boolean isGiven = Values.isSet(spec.urlFrom()) || isGiven(spec.url()) || spec.credentials() != null;
        return isGiven ? Optional.of(target(spec)) : Optional.empty();
    }

    /** The dev database that the user named, if one is. */
    public Optional<DatabaseUrl> dev(TargetSpec spec) {
        if (Values.isSet(spec.devURLFrom())) {
            return Optional.of(parse("spec.devURLFrom", values.secretOr("spec.devURLFrom", spec.devURLFrom(), null)));
        }
        return isGiven(spec.devURL()) ? Optional.of(parse("spec.devURL", spec.devURL())) : Optional.empty();
    }

    private String fromCredentials(Credentials credentials, String host) {
        String user = values.secretOr("spec.credentials.userFrom", credentials.userFrom(), credentials.user());
        String password =
                values.secretOr("spec.credentials.passwordFrom", credentials.passwordFrom(), credentials.password());
        if (password != null) {
            scrubber.add(password);
        }
        return CredentialsUrl.of(credentials, user, password, host);
    }

    private DatabaseUrl parse(String field, @Nullable String text) {
        String url = text == null ? "" : text.strip();
        if (url.isEmpty()) {
            throw new ReferenceException(field + ": the value is empty, expected the URL of a database, scheme://…");
        }
        try {
            DatabaseUrl parsed = DatabaseUrl.parse(url);
            if (parsed.password() != null) {
                scrubber.add(parsed.password());
                scrubber.add(url);
            }
            return parsed;
        } catch (InvalidUrlException e) {
            scrubber.add(url);
            throw new ReferenceException(field + ": " + e.getMessage());
        }
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
