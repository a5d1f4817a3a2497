package io.atlasoperator.migrate;

import java.util.List;

/** Text of a file that its tool passes over. */
final class OutsideText {
    private OutsideText() {}

    /** The first line that is neither empty nor a comment, counted from 1; 0 if there is none. */
    static int firstLine(String text) {
        List<String> lines = text.lines().toList();
        boolean inComment = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i == 0 && line.startsWith("\uFEFF")) {
                line = line.substring(1).strip();
            }
            if (inComment) {
                int end = line.indexOf("*/");
                if (end < 0) {
                    continue;
                }
                inComment = false;
                line = line.substring(end + 2).strip();
            }
            while (line.startsWith("/*")) {
                int end = line.indexOf("*/", 2);
                inComment = end < 0;
                line = end < 0 ? "" : line.substring(end + 2).strip();
            }
            if (!line.isEmpty() && !line.startsWith("--") && !line.startsWith("#")) {
                return i + 1;
            }
        }
        return 0;
    }
}
