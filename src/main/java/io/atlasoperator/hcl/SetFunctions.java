package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions of sets and conversions between types. */
final class SetFunctions {
    private static final int MAX_PRODUCT = 10_000;

    private SetFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("setunion", SetFunctions::union);
        functions.put("setintersection", SetFunctions::intersection);
        functions.put("setsubtract", SetFunctions::subtract);
        functions.put("setproduct", SetFunctions::product);
        functions.put("toset", values -> Conversions.toSet(one(values).list(0)));
        functions.put("tolist", values -> CollectionFunctions.list(one(values).list(0)));
        functions.put("tostring", values -> convert(values, new TypeConstraint.Primitive("string")));
        functions.put("tonumber", values -> convert(values, new TypeConstraint.Primitive("number")));
        functions.put("tobool", values -> convert(values, new TypeConstraint.Primitive("bool")));
    }

    private static Arguments one(List<Value> values) {
        return new Arguments(values).count(1, 1);
    }

    private static Value convert(List<Value> values, TypeConstraint type) {
        return type.convert(one(values).value(0));
    }

    private static Value union(List<Value> values) {
        List<Value> all = new ArrayList<>();
        for (Value value : new Arguments(values).count(1, -1).values()) {
            all.addAll(Arguments.list(value, "every argument"));
        }
        return Conversions.toSet(all);
    }

    private static Value intersection(List<Value> values) {
        List<Value> common = new ArrayList<>(new Arguments(values).count(1, -1).list(0));
        for (Value value : values) {
            common.retainAll(Arguments.list(value, "every argument"));
        }
        return Conversions.toSet(common);
    }

    private static Value subtract(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        List<Value> rest = new ArrayList<>(arguments.list(0));
        rest.removeAll(arguments.list(1));
        return Conversions.toSet(rest);
    }

    private static Value product(List<Value> values) {
        List<List<Value>> rows = List.of(List.of());
        for (Value value : new Arguments(values).count(2, -1).values()) {
            List<Value> column = Arguments.list(value, "every argument");
            if ((long) rows.size() * column.size() > MAX_PRODUCT) {
                throw new HclFunctionException("the product has more than " + MAX_PRODUCT + " elements");
            }
            List<List<Value>> extended = new ArrayList<>();
            for (List<Value> row : rows) {
                for (Value item : column) {
                    List<Value> longer = new ArrayList<>(row);
                    longer.add(item);
                    extended.add(longer);
                }
            }
            rows = extended;
        }
        return CollectionFunctions.list(
                rows.stream().<Value>map(Value.ListValue::new).toList());
    }
}
