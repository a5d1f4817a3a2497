/**
 * SQL as text: the statement scanner (delimiters, comments, quotes), quoting of identifiers and literals, and the
 * builder that planners write with. Knows no database.
 */
@NullMarked
package io.atlasoperator.sql;

import org.jspecify.annotations.NullMarked;
