package io.atlasoperator.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the product. */
public final class ProductVersion {
    /** Number of the release. */
    public static final String NUMBER = "0.1.0";

    private ProductVersion() {}

    /** The line that {@code atlas version} prints: {@code atlas version v0.1.0-1a2b3c4}. */
    public static String line() {
        return "atlas version v" + NUMBER + "-" + commit();
    }

    /** The commit it was built from as the build wrote it down, in letters and digits. */
    private static String commit() {
        try (InputStream in = ProductVersion.class.getResourceAsStream("/atlas-version.properties")) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                String commit = properties.getProperty("commit", "");
                if (commit.matches("[a-z0-9]+")) {
                    return commit;
                }
            }
            return "dev";
        } catch (IOException e) {
            return "dev";
        }
    }
}
