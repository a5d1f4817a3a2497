package io.atlasoperator.cli.console;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.TargetUrl;
import io.atlasoperator.template.TemplateObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target in reports: the fields of Go's {@code url.URL}, without credentials. */
public final class UrlObject {
    private UrlObject() {}

    /** Its parts, without credentials. */
    public static TemplateObject of(TargetUrl target) {
        DatabaseUrl url = target.url();
        String redacted = url.redacted();
        int query = redacted.indexOf('?');
        @Nullable Object user = url.user() == null ? null : Map.of();
        return TemplateObject.builder("*sqlclient.URL")
                .field("Scheme", url.scheme())
                .field("Opaque", "")
                .field("User", user)
                .field("Host", url.port() == null ? url.host() : url.host() + ":" + url.port())
                .field("Path", url.path())
                .field("Fragment", "")
                .field("RawQuery", query < 0 ? "" : redacted.substring(query + 1))
                .field("RawPath", "")
                .field("RawFragment", "")
                .field("ForceQuery", false)
                .field("OmitHost", false)
                .field("Schema", target.schema())
                .method("Redacted", arguments -> redacted)
                .build();
    }
}
