package io.atlasoperator.spec;

import java.util.List;

/** What an attribute takes. */
public sealed interface ValueShape {

    /** What is expected, as messages say it: {@code a string}. */
    String expected();

    /** A string. */
    record OfText() implements ValueShape {
        @Override
        public String expected() {
            return "a string";
        }
    }

    /** A whole number. */
    record OfNumber() implements ValueShape {
        @Override
        public String expected() {
            return "a whole number";
        }
    }

    /** {@code true} or {@code false}. */
    record OfBool() implements ValueShape {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** A piece of SQL, as a string or {@code sql("…")}; the reader sees a string. */
    record OfSql() implements ValueShape {
        @Override
        public String expected() {
            return "SQL as a string or sql(\"...\")";
        }
    }

    /** A list of strings. */
    record OfTexts() implements ValueShape {
        @Override
        public String expected() {
            return "a list of strings";
        }
    }

    /** A list of words, bare or as strings; the reader sees strings. */
    record OfNames() implements ValueShape {
        @Override
        public String expected() {
            return "a list of names or strings";
        }
    }

    /**
     * One of some words, bare or as a string; the reader sees a string.
     *
     * @param names the words
     * @param open whether a string may also be any other word
     */
    record OfChoice(List<String> names, boolean open) implements ValueShape {
        public OfChoice {
            names = List.copyOf(names);
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", names);
        }
    }

    /** Any word: bare, as a string or as {@code sql("…")}; the reader sees a string. */
    record OfName() implements ValueShape {
        @Override
        public String expected() {
            return "a name, a string or sql(\"...\")";
        }
    }

    /** A reference to a block of one of these types: {@code schema.public}. A relation is a table or a view. */
    record OfReference(List<String> roots) implements ValueShape {
        /** What stands for tables and views. */
        public static final String RELATION = "relation";

        public OfReference {
            roots = List.copyOf(roots);
        }

        public OfReference(String root) {
            this(List.of(root));
        }

        @Override
        public String expected() {
            String first = roots.getFirst();
            return "a reference such as " + (first.equals(RELATION) ? "table" : first) + ".name";
        }
    }

    /** A reference to a block of one of these types, or a name in SQL for what has no block. */
    record OfReferenceOrSql(List<String> roots) implements ValueShape {
        public OfReferenceOrSql {
            roots = List.copyOf(roots);
        }

        @Override
        public String expected() {
            return "a reference such as " + roots.getFirst() + ".name, or sql(\"...\")";
        }
    }

    /** A list of references to blocks of these types. */
    record OfReferences(List<String> roots) implements ValueShape {
        public OfReferences {
            roots = List.copyOf(roots);
        }

        @Override
        public String expected() {
            return "a list of references such as [" + roots.getFirst() + ".name]";
        }
    }

    /** The type of a column: a name, a call or {@code sql("…")}. */
    record OfType() implements ValueShape {
        @Override
        public String expected() {
            return "a type such as int, or sql(\"...\")";
        }
    }

    /** The default of a column. */
    record OfDefault() implements ValueShape {
        @Override
        public String expected() {
            return "a string, a number, true, false or sql(\"...\")";
        }
    }
}
