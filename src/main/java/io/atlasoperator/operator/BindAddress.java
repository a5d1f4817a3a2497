package io.atlasoperator.operator;

import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param host name or number of the interface; {@code 0.0.0.0} for all
 * @param port port; 0 for any that is free
 */
record BindAddress(String host, int port) {

    /**
     * Reads the form of the flags: {@code :8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080}. Empty if the text is empty
     * or {@code 0}, which switch a server off.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Optional<BindAddress> parse(String text) {
        if (text.isEmpty() || text.equals("0")) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            boolean bare = host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"));
            if (colon >= 0 && port >= 0 && port <= 65_535 && !bare) {
                String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
                return Optional.of(new BindAddress(plain.isEmpty() ? "0.0.0.0" : plain, port));
            }
        } catch (NumberFormatException e) {
            // told below, as every other wrong form
        }
        throw new IllegalArgumentException("expected host:port, :port or 0 to switch it off, got \"" + text + "\"");
    }
}
