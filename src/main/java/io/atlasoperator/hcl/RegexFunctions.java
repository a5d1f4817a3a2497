package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions of regular expressions. */
final class RegexFunctions {
    private static final String META = "\\.+*?()|[]{}^$";

    private RegexFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("regex", RegexFunctions::first);
        functions.put("regexall", RegexFunctions::all);
        functions.put("regexreplace", RegexFunctions::replace);
        functions.put(
                "regexpescape",
                values -> StringFunctions.text(
                        escape(new Arguments(values).count(1, 1).text(0))));
    }

    private static Matcher matcher(String pattern, String text) {
        return pattern(pattern).matcher(new PatientText(text));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw new HclFunctionException("invalid regexp pattern: " + e.getDescription());
        }
    }

    private static Value first(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        Matcher matcher = matcher(arguments.text(0), arguments.text(1));
        if (!matcher.find()) {
            throw new HclFunctionException("pattern did not match any part of the given string");
        }
        return match(matcher);
    }

    private static Value all(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        Matcher matcher = matcher(arguments.text(0), arguments.text(1));
        List<Value> matches = new ArrayList<>();
        while (matcher.find()) {
            matches.add(match(matcher));
        }
        return CollectionFunctions.list(matches);
    }

    /** The whole match if there are no groups, an object of named groups, or a list of groups. */
    private static Value match(Matcher matcher) {
        if (matcher.groupCount() == 0) {
            return StringFunctions.text(matcher.group());
        }
        Map<String, Integer> named = new TreeMap<>(matcher.pattern().namedGroups());
        if (!named.isEmpty()) {
            Map<String, Value> groups = new LinkedHashMap<>();
            named.forEach((name, number) -> groups.put(name, group(matcher, number)));
            return Conversions.object(groups);
        }
        List<Value> groups = new ArrayList<>();
        for (int number = 1; number <= matcher.groupCount(); number++) {
            groups.add(group(matcher, number));
        }
        return CollectionFunctions.list(groups);
    }

    private static Value group(Matcher matcher, int number) {
        String text = matcher.group(number);
        return text == null ? new Value.Null() : StringFunctions.text(text);
    }

    private static Value replace(List<Value> values) {
        Arguments arguments = new Arguments(values).count(3, 3);
        Matcher matcher = matcher(arguments.text(1), arguments.text(0));
        String template = arguments.text(2);
        return StringFunctions.text(matcher.replaceAll(found -> Matcher.quoteReplacement(expand(template, matcher))));
    }

    private static final Pattern GROUP = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+)|\\$)");

    /** {@code $1}, <code>${1}</code> and names; a group that does not exist is empty; {@code $$} is a dollar. */
    private static String expand(String template, Matcher found) {
        return GROUP.matcher(template).replaceAll(use -> {
            String braced = use.group(1);
            String name = braced == null ? use.group(2) : braced;
            return Matcher.quoteReplacement(name == null ? "$" : groupText(found, name));
        });
    }

    private static String groupText(Matcher found, String name) {
        Integer number = name.matches("\\d{1,4}")
                ? Integer.valueOf(name)
                : found.pattern().namedGroups().get(name);
        if (number == null || number > found.groupCount()) {
            return "";
        }
        String text = found.group(number);
        return text == null ? "" : text;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (META.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
