package io.atlasoperator.operator.target;

import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Failure.Retry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells of several targets in one message, what failed first: none is left out without being counted. Not thread-safe. */
public final class TargetReport {
    /** A condition holds 32 KiB, and an event far less: what fails comes first. */
    private static final int MOST_LINES = 50;

    private static final int LONGEST = 400;

    /** Trying again soon is worth it for all as soon as it is for one. */
    private static final List<Retry> URGENCY =
            List.of(Retry.TRANSIENT, Retry.PERMANENT, Retry.WAIT, Retry.PENDING, Retry.DECISION);

    private record Line(String target, String text) {}

    private record Failed(String target, Failure failure) {}

    private final List<Failed> failures = new ArrayList<>();
    private final List<Line> reached = new ArrayList<>();

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return failures.isEmpty() && reached.isEmpty();
    }

    /** A target that is as wanted. */
    public void reached(String target, String text) {
        reached.add(new Line(target, text));
    }

    /** A target that is not. */
    public void failed(String target, Failure failure) {
        failures.add(new Failed(target, failure));
    }

    /** A message, or as much of it as one line of several holds. */
    public static String brief(String message) {
        if (message.length() <= LONGEST) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return message.substring(0, end) + "...";
    }

    /** One failure for all that failed, if any did. */
    public Optional<Failure> failure() {
        return failures.stream()
                .map(Failed::failure)
                .min(Comparator.comparingInt(one -> URGENCY.indexOf(one.retry())))
                .map(worst -> new Failure(worst.reason(), worst.event(), worst.retry(), failureText()));
    }

    private String failureText() {
        int all = failures.size() + reached.size();
        List<Line> lines = new ArrayList<>();
        failures.forEach(
                one -> lines.add(new Line(one.target(), brief(one.failure().message()))));
        lines.addAll(reached);
        long waiting = failures.stream()
                .filter(one -> one.failure().retry() == Retry.DECISION)
                .count();
        String failed = waiting == failures.size()
                ? waiting + " of " + targets(all) + " waiting for approval, "
                : failures.size() - waiting + " of " + targets(all) + " failed, "
                        + (waiting == 0 ? "" : waiting + " waiting for approval, ");
        return failed + reached.size() + " applied:" + text(lines);
    }

    /** How many are as wanted, and which. */
    public String text() {
        return targets(reached.size()) + ":" + text(reached);
    }

    private static String targets(int count) {
        return count + (count == 1 ? " target" : " targets");
    }

    private static String text(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            text.append("\n- ").append(line.target()).append(": ").append(line.text());
        }
        if (lines.size() > MOST_LINES) {
            text.append("\nand ").append(lines.size() - MOST_LINES).append(" more");
        }
        return text.toString();
    }
}
