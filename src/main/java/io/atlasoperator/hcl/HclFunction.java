package io.atlasoperator.hcl;

import java.util.List;

/** A function that expressions can call. Implementations are pure unless their caller says otherwise. */
@FunctionalInterface
public interface HclFunction {

    /**
     * @param arguments the evaluated arguments; none is a {@link Value.Reference}, {@link Value.Call} or {@link Value.RawSql}
     * @throws HclFunctionException if the arguments do not fit or the function fails
     */
    Value call(List<Value> arguments);
}
