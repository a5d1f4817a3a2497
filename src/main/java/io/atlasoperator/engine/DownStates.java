package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.ExactDiffRules;
import io.atlasoperator.lint.StatementChanges;
import io.atlasoperator.migrate.History;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.sql.ScannedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The states that a database passed through on its way up, made again on a dev database. For one thread at a time. */
final class DownStates {
    private final StateTrial trial;
    private final StateLoader.Purpose purpose;
    private final List<MigrationFile> files;

    /** @param files the directory's files, in order */
    DownStates(StateTrial trial, StateLoader.Purpose purpose, List<MigrationFile> files) {
        this.trial = trial;
        this.purpose = purpose;
        this.files = files;
    }

    /**
     * The states after several histories; those that are the beginning of others are looked at on the way.
     *
     * @param histories the rows of each
     */
    List<Realm> after(List<List<Revision>> histories) {
        List<List<DevScripts.Step>> scripts =
                histories.stream().map(this::steps).toList();
        Map<List<DevScripts.Step>, Realm> known = new HashMap<>();
        List<List<DevScripts.Step>> longestFirst = scripts.stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .toList();
        for (List<DevScripts.Step> script : longestFirst) {
            if (known.containsKey(script)) {
                continue;
            }
            TreeMap<Integer, List<DevScripts.Step>> marks = new TreeMap<>();
            for (List<DevScripts.Step> other : scripts) {
                if (other.size() <= script.size()
                        && script.subList(0, other.size()).equals(other)) {
                    marks.put(other.size(), other);
                }
            }
            List<Realm> states = along(script, List.copyOf(marks.keySet()));
            int index = 0;
            for (List<DevScripts.Step> other : marks.values()) {
                known.put(other, states.get(index++));
            }
        }
        return scripts.stream().map(known::get).toList();
    }

    /**
     * What the later history renamed, as hints for the way back to the state of the earlier one.
     *
     * @param from what has run
     * @param to what has run in the state to go back to
     * @param rules tell states of the dev database apart
     */
    List<Rename> renames(List<Revision> from, List<Revision> to, DiffRules rules) {
        List<DevScripts.Step> script = steps(from);
        List<DevScripts.Step> beginning = steps(to);
        boolean isBeginning = beginning.size() <= script.size()
                && script.subList(0, beginning.size()).equals(beginning);
        List<Integer> at = isBeginning
                ? IntStream.range(beginning.size(), script.size())
                        .filter(i -> StatementChanges.isRename(
                                script.get(i).statement().text()))
                        .boxed()
                        .toList()
                : List.of();
        if (at.isEmpty()) {
            return List.of();
        }
        TreeSet<Integer> marks = new TreeSet<>(List.of(beginning.size(), script.size()));
        at.forEach(index -> marks.addAll(List.of(index, index + 1)));
        List<Integer> looks = List.copyOf(marks);
        List<Realm> states = along(script, looks);
        Differ differ = new Differ(new ExactDiffRules(rules), DiffPolicy.DEFAULT);
        List<List<Change>> renames = at.stream()
                .map(index -> StatementChanges.of(
                        script.get(index).statement().text(),
                        differ.diff(states.get(looks.indexOf(index)), states.get(looks.indexOf(index + 1)))))
                .toList();
        List<String> drops = script.subList(beginning.size(), script.size()).stream()
                .map(step -> step.statement().text())
                .filter(text -> text.toUpperCase(Locale.ROOT).contains("DROP"))
                .toList();
        return new DownRenames(renames.stream().flatMap(List::stream).toList(), drops)
                .between(states.getLast(), states.get(looks.indexOf(beginning.size())));
    }

    /**
     * The states on a way back: before its first statement, and after each.
     *
     * @param history the rows that there are before
     */
    List<Realm> back(List<Revision> history, List<String> statements) {
        List<DevScripts.Step> steps = new ArrayList<>(steps(history));
        int start = steps.size();
        String version = history.isEmpty() ? "" : history.getLast().version();
        for (String statement : statements) {
            steps.add(new DevScripts.Step(
                    "the way back", version, new ScannedStatement(statement, 0, 0, 0, 1, List.of())));
        }
        return along(steps, IntStream.rangeClosed(start, steps.size()).boxed().toList());
    }

    private List<Realm> along(List<DevScripts.Step> steps, List<Integer> marks) {
        return trial.along(steps, marks, List.of(), purpose, DevScripts.Origin.MIGRATION_FILE);
    }

    private List<DevScripts.Step> steps(List<Revision> rows) {
        History history;
        try {
            history = History.of(files, rows);
        } catch (RevisionException e) {
            throw new EngineException(EngineException.Reason.REVISIONS, false, String.valueOf(e.getMessage()), e);
        }
        List<DevScripts.Step> steps = new ArrayList<>();
        for (History.Part part : history.parts()) {
            List<DevScripts.Step> all = DevScripts.migrations(purpose.dialect(), List.of(part.file()));
            steps.addAll(part.done()
                    .map(done -> all.subList(0, Math.min(done, all.size())))
                    .orElse(all));
        }
        return steps;
    }
}
