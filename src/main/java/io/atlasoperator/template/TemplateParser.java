package io.atlasoperator.template;

import io.atlasoperator.template.TemplateLexer.Kind;
import io.atlasoperator.template.TemplateLexer.Token;
import io.atlasoperator.template.TemplateNode.Command;
import io.atlasoperator.template.TemplateNode.Operand;
import io.atlasoperator.template.TemplateNode.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a template. */
final class TemplateParser {
    private final String name;
    private final String source;
    private final Set<String> functions;
    private final List<Token> tokens;
    private final Map<String, TemplateNode.Definition> defined = new HashMap<>();
    private int at;

    TemplateParser(String name, String source, Set<String> functions) {
        this.name = name;
        this.source = source;
        this.functions = functions;
        this.tokens = new TemplateLexer(name, source).tokens();
    }

    /** The main template; those it defines are in {@link #defined}. */
    List<TemplateNode> parse() {
        List<TemplateNode> nodes = nodes(Set.of());
        if (at < tokens.size()) {
            throw error("unexpected {{" + tokens.get(at + 1).text() + "}}");
        }
        return nodes;
    }

    Map<String, TemplateNode.Definition> defined() {
        return defined;
    }

    /** Nodes up to the end or to an action that starts with one of the words, which is not taken. */
    private List<TemplateNode> nodes(Set<String> until) {
        List<TemplateNode> nodes = new ArrayList<>();
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.TEXT) {
                at++;
                nodes.add(new TemplateNode.Text(token.text()));
                continue;
            }
            Token first = tokens.get(at + 1);
            if (first.kind() == Kind.WORD && until.contains(first.text())) {
                return nodes;
            }
            if (first.is("end") || first.is("else")) {
                throw error("unexpected {{" + first.text() + "}}");
            }
            at++;
            action(nodes);
        }
        if (!until.isEmpty()) {
            throw error("unexpected EOF");
        }
        return nodes;
    }

    private void action(List<TemplateNode> nodes) {
        if (take("if")) {
            nodes.add(condition());
        } else if (take("with")) {
            Pipeline pipeline = closed(pipeline());
            List<TemplateNode> then = nodes(Set.of("else", "end"));
            nodes.add(new TemplateNode.With(pipeline, then, otherwise()));
        } else if (take("range")) {
            Pipeline pipeline = closed(pipeline());
            List<TemplateNode> body = nodes(Set.of("else", "end"));
            nodes.add(new TemplateNode.Range(pipeline, body, otherwise()));
        } else if (take("break")) {
            close();
            nodes.add(new TemplateNode.Break());
        } else if (take("continue")) {
            close();
            nodes.add(new TemplateNode.Continue());
        } else if (take("define")) {
            String defines = string();
            close();
            defined.put(defines, new TemplateNode.Definition(name, nodes(Set.of("end"))));
            end();
        } else if (take("block")) {
            String defines = string();
            Pipeline argument = closed(pipeline());
            defined.put(defines, new TemplateNode.Definition(name, nodes(Set.of("end"))));
            end();
            nodes.add(new TemplateNode.Call(defines, argument, argument.line()));
        } else if (take("template")) {
            int line = TemplateLexer.line(source, peek().at());
            String called = string();
            @Nullable Pipeline argument = peek().kind() == Kind.CLOSE ? null : pipeline();
            close();
            nodes.add(new TemplateNode.Call(called, argument, line));
        } else {
            nodes.add(new TemplateNode.Action(closed(pipeline())));
        }
    }

    private TemplateNode.If condition() {
        Pipeline pipeline = closed(pipeline());
        List<TemplateNode> then = nodes(Set.of("else", "end"));
        return new TemplateNode.If(pipeline, then, otherwise());
    }

    /** What stands between {@code else} and {@code end}, which are taken. */
    private List<TemplateNode> otherwise() {
        at++;
        if (take("else")) {
            if (take("if")) {
                return List.of(condition());
            }
            close();
            List<TemplateNode> nodes = nodes(Set.of("end"));
            end();
            return nodes;
        }
        at--;
        end();
        return List.of();
    }

    private void end() {
        at++;
        if (!take("end")) {
            throw error("unexpected " + peek().text() + ", expected end");
        }
        close();
    }

    private Pipeline closed(Pipeline pipeline) {
        close();
        return pipeline;
    }

    private void close() {
        if (peek().kind() != Kind.CLOSE) {
            throw error("unexpected \"" + peek().text() + "\" in operand");
        }
        at++;
    }

    private String string() {
        Token token = peek();
        if (token.kind() != Kind.STRING) {
            throw error("unexpected \"" + token.text() + "\", expected the name of a template");
        }
        at++;
        return token.text();
    }

    private Pipeline pipeline() {
        int start = peek().at();
        int line = TemplateLexer.line(source, start);
        int column = start - (source.lastIndexOf('\n', Math.max(0, start - 1)) + 1);
        List<String> variables = new ArrayList<>();
        boolean declares = false;
        if (peek().kind() == Kind.VARIABLE) {
            int after = at + 1;
            boolean two = tokens.get(after).is(",") && tokens.get(after + 1).kind() == Kind.VARIABLE;
            Token sign = tokens.get(two ? after + 2 : after);
            if (sign.is(":=") || sign.is("=")) {
                variables.add(peek().text());
                if (two) {
                    variables.add(tokens.get(after + 1).text());
                }
                declares = sign.is(":=");
                at = (two ? after + 2 : after) + 1;
            }
        }
        List<Command> commands = new ArrayList<>();
        do {
            commands.add(command());
        } while (take("|"));
        String text = source.substring(start, tokens.get(at - 1).at() + length(tokens.get(at - 1)));
        return new Pipeline(variables, declares, commands, line, column, text);
    }

    private static int length(Token token) {
        return switch (token.kind()) {
            case STRING -> token.text().length() + 2;
            case FIELD -> token.text().length() + 1;
            default -> token.text().length();
        };
    }

    private Command command() {
        List<Operand> words = new ArrayList<>();
        while (!peek().is("|") && !peek().is(")") && peek().kind() != Kind.CLOSE) {
            words.add(operand());
        }
        if (words.isEmpty()) {
            throw error("missing value for command");
        }
        return new Command(words);
    }

    private Operand operand() {
        Token token = peek();
        at++;
        return switch (token.kind()) {
            case STRING -> new TemplateNode.Constant(token.text());
            case NUMBER -> new TemplateNode.Constant(number(token.text()));
            case DOT -> new TemplateNode.Dot(List.of());
            case FIELD -> {
                List<String> fields = new ArrayList<>(List.of(token.text()));
                fields.addAll(fields());
                yield new TemplateNode.Dot(fields);
            }
            case VARIABLE -> new TemplateNode.Variable(token.text(), fields());
            case WORD -> word(token.text());
            case SYMBOL -> {
                if (!token.text().equals("(")) {
                    throw error("unexpected \"" + token.text() + "\" in operand");
                }
                Pipeline inner = pipeline();
                if (!take(")")) {
                    throw error("unclosed left paren");
                }
                yield new TemplateNode.Group(inner, fields());
            }
            case TEXT, OPEN, CLOSE -> throw error("unexpected \"" + token.text() + "\" in operand");
        };
    }

    private Operand word(String text) {
        return switch (text) {
            case "true" -> new TemplateNode.Constant(true);
            case "false" -> new TemplateNode.Constant(false);
            case "nil" -> new TemplateNode.Constant(null);
            default -> {
                if (!functions.contains(text)) {
                    throw error("function \"" + text + "\" not defined");
                }
                yield new TemplateNode.Name(text);
            }
        };
    }

    private Object number(String text) {
        try {
            return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.decode(text);
        } catch (NumberFormatException e) {
            throw error("bad number syntax: \"" + text + "\"");
        }
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        while (peek().kind() == Kind.FIELD && !peek().spaced()) {
            fields.add(peek().text());
            at++;
        }
        return fields;
    }

    private boolean take(String text) {
        if (at < tokens.size() && tokens.get(at).is(text)) {
            at++;
            return true;
        }
        return false;
    }

    private Token peek() {
        if (at >= tokens.size()) {
            throw error("unexpected EOF");
        }
        return tokens.get(at);
    }

    private TemplateException error(String what) {
        int position = tokens.isEmpty()
                ? 0
                : tokens.get(Math.min(at, tokens.size() - 1)).at();
        return new TemplateException("template: " + name + ":" + TemplateLexer.line(source, position) + ": " + what);
    }
}
