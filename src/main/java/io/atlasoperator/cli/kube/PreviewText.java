package io.atlasoperator.cli.kube;

import io.atlasoperator.operator.preview.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Previews as Markdown, for the comment of a pull request or a terminal. */
final class PreviewText {
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST_FENCE = 4;

    private final List<String> sections = new ArrayList<>();
    private int resources;
    private int changed;
    private int refused;

    /** Adds a resource with what would be done to each of its databases. */
    void add(String kind, String namespace, String name, List<Preview> previews) {
        resources++;
        StringBuilder section = new StringBuilder("### " + kind + " " + oneLine(namespace + "/" + name) + "\n");
        for (Preview preview : previews) {
            section.append('\n').append(text(preview));
        }
        if (previews.stream().anyMatch(preview -> preview.refusal().isPresent())) {
            refused++;
        } else if (previews.stream().anyMatch(PreviewText::isChange)) {
            changed++;
        }
        sections.add(section.toString());
    }

    private static boolean isChange(Preview preview) {
        return preview.statements() > 0
                || !preview.parts().isEmpty()
                || !preview.notes().isEmpty();
    }

    /** Whether the operator would change anything. */
    boolean hasChanges() {
        return changed > 0;
    }

    /** Whether there is something that the operator would not do, or can't. */
    boolean hasRefusals() {
        return refused > 0;
    }

    /** All of it. */
    String text() {
        List<String> counts = new ArrayList<>();
        counts.add(resources + (resources == 1 ? " resource" : " resources"));
        counts.add(changed + " to change");
        if (refused > 0) {
            counts.add("**" + refused + " refused**");
        }
        return "## Database changes: " + String.join(", ", counts) + "\n\n"
                + sections.stream().collect(Collectors.joining("\n"));
    }

    private static String text(Preview preview) {
        StringBuilder text = new StringBuilder();
        if (!preview.target().isEmpty()) {
            text.append(code(preview.target())).append(": ");
        }
        int count = preview.statements();
        if (preview.refusal().isPresent()) {
            text.append("**refused**\n\n")
                    .append(fenced("text", preview.refusal().get()));
        } else if (preview.parts().isEmpty()) {
            text.append(preview.notes().isEmpty() ? "nothing to change\n" : "\n");
        } else {
            text.append(count).append(count == 1 ? " statement" : " statements").append('\n');
        }
        for (Preview.Part part : preview.parts()) {
            text.append('\n');
            if (!part.title().isEmpty()) {
                text.append(code(part.title())).append("\n\n");
            }
            text.append(fenced(
                    "sql",
                    part.statements().stream()
                            .map(statement -> statement.endsWith(";") ? statement : statement + ";")
                            .collect(Collectors.joining("\n"))));
        }
        preview.findings().forEach(finding -> text.append("\n- ").append(oneLine(finding)));
        preview.notes().forEach(note -> text.append("\n- ").append(oneLine(note)));
        if (!preview.findings().isEmpty() || !preview.notes().isEmpty()) {
            text.append('\n');
        }
        return text.toString();
    }

    /** With a fence that nothing in the text ends. */
    private static String fenced(String language, String text) {
        int longest = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
        return fence + language + "\n" + text.strip() + "\n" + fence + "\n";
    }

    /** On one line, where nothing in it is taken for Markdown that hides something. */
    private static String oneLine(String text) {
        return text.strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("`", "\\`");
    }

    private static String code(String text) {
        return "`" + text.replace("`", "'").replaceAll("\\R", " ") + "`";
    }
}
