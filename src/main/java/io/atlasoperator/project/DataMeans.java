package io.atlasoperator.project;

import io.atlasoperator.hcl.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the data sources of a project reach outside of it. This package reads no files, runs no programs and opens no
 * connections: its caller does. Every method throws {@link io.atlasoperator.hcl.HclFunctionException}, with a message that
 * holds no secret, if it can't be done.
 */
public interface DataMeans {

    /**
     * Keeps schema files with their variables for later and names them by a URL.
     *
     * @param name the label of the data source
     * @param paths the files or directories, relative to the caller's own folder unless absolute
     * @param variables values of the files' variables
     * @return a URL that the caller will recognize as this schema
     */
    String schema(String name, List<String> paths, Map<String, Value> variables);

    /**
     * Keeps the text of an SQL schema for later and names it by a URL.
     *
     * @param name the label of the data source
     * @param sql what a program printed
     * @return a URL that the caller will recognize as this schema
     */
    String script(String name, String sql);

    /**
     * A part of a schema that is made of several.
     *
     * @param schema the schema that it makes or extends; empty if it says itself which
     * @param url a desired state
     */
    record Part(Optional<String> schema, String url) {}

    /**
     * Keeps a schema that is made of several for later and names it by a URL.
     *
     * @param name the label of the data source
     * @param parts its parts in the order in which they are made, at least one
     * @return a URL that the caller will recognize as this schema
     */
    String composite(String name, List<Part> parts);

    /**
     * Keeps a migration directory whose files are templates for later and names it by a URL.
     *
     * @param name the label of the data source
     * @param path the directory
     * @param variables what the templates are given
     * @return a URL that the caller will recognize as this directory
     */
    String templates(String name, String path, Map<String, Value> variables);

    /**
     * Runs a program and gives what it prints.
     *
     * @param program its name and arguments, at least one
     * @param folder where it runs; empty for the caller's own folder
     */
    String output(List<String> program, Optional<String> folder);

    /**
     * The first column of a query.
     *
     * @param url the database
     * @param arguments texts, numbers and booleans for the query's parameters
     * @return texts, numbers and booleans
     */
    List<Value> column(String url, String query, List<Value> arguments);

    /**
     * A value that is kept outside of the project, such as a secret.
     *
     * @param url where
     * @param timeout how long it may take, as Go writes durations ({@code 10s})
     */
    String variable(String url, String timeout);
}
