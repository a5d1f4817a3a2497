package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class PrintingTest {
    private static final SourceRange NOWHERE = new SourceRange("t.hcl", new Position(1, 1), new Position(1, 1));

    private static Attribute attribute(String name, Value value) {
        return new Attribute(name, value, NOWHERE, NOWHERE);
    }

    private static Document read(String text) {
        return HclEvaluator.evaluate(List.of(new SourceFile("t.hcl", text)), Map.of());
    }

    @Test
    void anEmptyDocumentPrintsNothing() {
        assertThat(HclPrinter.print(List.of())).isEmpty();
    }

    @Test
    void alignsAttributesThatFollowEachOther() {
        Block column = new Block(
                "column",
                List.of("a b"),
                List.of(
                        attribute("null", new Value.Bool(false)),
                        attribute("type", new Value.Call("varchar", List.of(Numbers.of(255)))),
                        attribute("tags", new Value.ObjectValue(Map.of("a b", Numbers.of(1)))),
                        attribute("default", new Value.RawSql("'x'::\"char\""))),
                List.of(),
                NOWHERE);
        Block table = new Block(
                "table",
                List.of("users"),
                List.of(attribute("schema", new Value.Reference(List.of("schema", "my public")))),
                List.of(column),
                NOWHERE);
        assertThat(HclPrinter.print(List.of(table))).isEqualTo("""
                table "users" {
                  schema = schema["my public"]
                  column "a b" {
                    null = false
                    type = varchar(255)
                    tags = {
                      "a b" = 1
                    }
                    default = sql("'x'::\\"char\\"")
                  }
                }
                """);
    }

    /** What is printed is read as the same values. */
    @Tag("property")
    @Property(seed = "20261122")
    void printingIsTheReverseOfReading(@ForAll("values") Value value) {
        Value read = read("x = [" + HclPrinter.print(value) + "]\n")
                .attributes()
                .getFirst()
                .value();
        assertThat(read).isEqualTo(new Value.ListValue(List.of(value)));
    }

    @Tag("property")
    @Property(seed = "20261122")
    void printedBlocksPrintTheSameAgain(
            @ForAll("names") String type, @ForAll String label, @ForAll("values") Value value) {
        Block inner = new Block(type, List.of(label, label), List.of(), List.of(), NOWHERE);
        Block block = new Block(
                type,
                List.of(label),
                List.of(attribute("short", new Value.Bool(true)), attribute("a-longer-one", object(value))),
                List.of(inner),
                NOWHERE);
        String printed = HclPrinter.print(List.of(block));
        assertThat(HclPrinter.print(read(printed))).isEqualTo(printed);
        assertThat(HclPrinter.print(read(HclFormatter.format(printed)))).isEqualTo(printed);
    }

    private static Value object(Value value) {
        return new Value.ObjectValue(Map.of("key", value));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("table", "column", "x-y", "_a1");
    }

    @Provide
    Arbitrary<Value> values() {
        return values(2);
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<String> names = Arbitraries.of("schema", "public", "b-c", "enum_1");
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings(), Arbitraries.of("${a}", "%{if}", "$${", "a\"\\\n\r\t\u0000", "$"));
        Arbitrary<Value> text = texts.map(Value.Text::new);
        Arbitrary<Value> number = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000000"), new BigDecimal("1000000000000"))
                .map(Numbers::of);
        Arbitrary<Value> bool = Arbitraries.of(true, false).map(Value.Bool::new);
        Arbitrary<Value> raw = texts.filter(sql -> !sql.isBlank()).map(Value.RawSql::new);
        Arbitrary<Value> reference = Combinators.combine(names, texts.list().ofMaxSize(3))
                .as((root, steps) -> new Value.Reference(
                        Stream.concat(Stream.of(root), steps.stream()).toList()));
        Arbitrary<Value> nothing = Arbitraries.just(new Value.Null());
        if (depth == 0) {
            return Arbitraries.oneOf(text, number, bool, raw, reference, nothing);
        }
        Arbitrary<Value> inner = Arbitraries.lazyOf(() -> values(depth - 1));
        Arbitrary<Value> list = inner.list().ofMaxSize(3).map(Value.ListValue::new);
        Arbitrary<Value> call = inner.list().ofMaxSize(3).map(arguments -> new Value.Call("varchar", arguments));
        Arbitrary<Value> object = Arbitraries.maps(texts, inner).ofMaxSize(3).map(Value.ObjectValue::new);
        return Arbitraries.oneOf(text, number, bool, raw, reference, nothing, list, call, object);
    }
}
