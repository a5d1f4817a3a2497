package io.atlasoperator.diff;

import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.Objects;
import java.util.Set;

/**
 * Which changes are left out of a diff, and how the others are made.
 *
 * @param skip the kinds of change to leave out
 * @param concurrentCreate whether indexes of existing tables are created concurrently, where the database can
 * @param concurrentDrop whether they are dropped concurrently
 * @param alterMode what the server may do when it alters a table
 */
public record DiffPolicy(Set<Skip> skip, boolean concurrentCreate, boolean concurrentDrop, AlterMode alterMode) {

    /** Every change is made, and none concurrently. */
    public static final DiffPolicy DEFAULT = new DiffPolicy(Set.of(), false, false);

    public DiffPolicy {
        skip = Set.copyOf(skip);
        Objects.requireNonNull(alterMode);
    }

    /** A policy under which the server alters tables as it likes. */
    public DiffPolicy(Set<Skip> skip, boolean concurrentCreate, boolean concurrentDrop) {
        this(skip, concurrentCreate, concurrentDrop, AlterMode.DEFAULT);
    }

    /** What is done to an object that is no table. */
    enum Verb {
        ADD,
        DROP,
        MODIFY
    }

    /** Whether a change of an object that is no table is left out. */
    boolean skips(Verb verb, SchemaObject object) {
        return skip.contains(word(verb, object));
    }

    /** What leaves out the addition of an object that is no table. */
    public static Skip addition(SchemaObject object) {
        return word(Verb.ADD, object);
    }

    private static Skip word(Verb verb, SchemaObject object) {
        String family = switch (object) {
            case View v -> "VIEW";
            case Routine routine -> routine.type() == Routine.Type.PROCEDURE ? "PROC" : "FUNC";
            case Trigger t -> "TRIGGER";
            case EnumType _, Sequence _, Domain _, CompositeType _, DialectObject _ -> "OBJECT";
        };
        return Skip.valueOf(verb + "_" + family);
    }

    /** A kind of change that can be left out; the lower-case name is the key in {@code diff.skip}. */
    public enum Skip {
        ADD_SCHEMA,
        DROP_SCHEMA,
        MODIFY_SCHEMA,
        ADD_TABLE,
        DROP_TABLE,
        MODIFY_TABLE,
        RENAME_TABLE,
        ADD_COLUMN,
        DROP_COLUMN,
        MODIFY_COLUMN,
        ADD_INDEX,
        DROP_INDEX,
        MODIFY_INDEX,
        ADD_FOREIGN_KEY,
        DROP_FOREIGN_KEY,
        MODIFY_FOREIGN_KEY,
        RENAME_CONSTRAINT,
        ADD_VIEW,
        DROP_VIEW,
        MODIFY_VIEW,
        ADD_FUNC,
        DROP_FUNC,
        MODIFY_FUNC,
        ADD_PROC,
        DROP_PROC,
        MODIFY_PROC,
        ADD_TRIGGER,
        DROP_TRIGGER,
        MODIFY_TRIGGER,
        /** Of every other object: types, sequences, domains, extensions, ... */
        ADD_OBJECT,
        DROP_OBJECT,
        MODIFY_OBJECT
    }
}
