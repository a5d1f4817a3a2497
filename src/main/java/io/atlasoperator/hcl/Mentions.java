package io.atlasoperator.hcl;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for a name in an expression without evaluating it. */
final class Mentions {
    private Mentions() {}

    /** Whether {@code root.member} occurs anywhere. */
    static boolean contains(Expression expression, String root, String member) {
        boolean here = expression instanceof Expression.Member found
                && found.name().equals(member)
                && found.target() instanceof Expression.Name name
                && name.name().equals(root);
        return here || children(expression).anyMatch(child -> contains(child, root, member));
    }

    private static Stream<Expression> children(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> Stream.empty();
            case Expression.Name name -> Stream.empty();
            case Expression.SplatElement element -> Stream.empty();
            case Expression.Template template -> template.parts().stream().flatMap(Mentions::children);
            case Expression.Member member -> Stream.of(member.target());
            case Expression.Index index -> Stream.of(index.target(), index.key());
            case Expression.Splat splat -> Stream.of(splat.target(), splat.each());
            case Expression.Invocation invocation -> invocation.arguments().stream();
            case Expression.Unary unary -> Stream.of(unary.operand());
            case Expression.Binary binary -> Stream.of(binary.left(), binary.right());
            case Expression.Conditional conditional ->
                Stream.of(conditional.condition(), conditional.then(), conditional.otherwise());
            case Expression.Tuple tuple -> tuple.elements().stream();
            case Expression.ObjectLiteral object ->
                object.items().stream().flatMap(item -> Stream.of(item.key(), item.value()));
            case Expression.For loop ->
                Stream.of(Stream.of(loop.collection(), loop.value()), optional(loop.key()), optional(loop.condition()))
                        .flatMap(part -> part);
            case Expression.Parentheses parentheses -> Stream.of(parentheses.inner());
        };
    }

    private static Stream<Expression> children(TemplatePart part) {
        return switch (part) {
            case TemplatePart.Text text -> Stream.empty();
            case TemplatePart.Interpolation interpolation -> Stream.of(interpolation.expression());
            case TemplatePart.If branch ->
                Stream.concat(
                        Stream.of(branch.condition()),
                        Stream.of(branch.then(), branch.otherwise())
                                .flatMap(List::stream)
                                .flatMap(Mentions::children));
            case TemplatePart.For loop ->
                Stream.concat(Stream.of(loop.collection()), loop.body().stream().flatMap(Mentions::children));
        };
    }

    private static Stream<Expression> optional(@Nullable Expression expression) {
        return expression == null ? Stream.empty() : Stream.of(expression);
    }
}
