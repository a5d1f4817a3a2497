package io.atlasoperator.dialect.mysql;

import java.util.List;

/**
 * An operator, a function or a clause of a query.
 *
 * @param operator what it is, in lower case
 * @param operands what it is applied to
 */
record MySqlCall(String operator, List<MySqlTerm> operands) implements MySqlTerm {
    MySqlCall {
        operands = List.copyOf(operands);
    }
}
