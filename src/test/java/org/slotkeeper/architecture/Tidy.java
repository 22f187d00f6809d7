package org.slotkeeper.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source must not contain, each with what to write instead. */
final class Tidy {

    /** Words of the glossary's column of what not to say, and others that say nothing. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("surgery", "practice"),
            Map.entry("clinic", "practice"),
            Map.entry("tenant", "practice"),
            Map.entry("horizon", "booking window"),
            Map.entry("calendar", "schedule, or diary of a patient"),
            Map.entry("reservation", "hold, or claim"),
            Map.entry("cart", "hold"),
            Map.entry("mutex", "claim, or lease"),
            Map.entry("tombstone", "mark"),
            Map.entry("hydrate", "fill"),
            Map.entry("purge", "retire"),
            Map.entry("frontend", "front, or gateway"),
            Map.entry("backend", "engine, or the server's process"),
            Map.entry("slave", "replica, or standby"),
            Map.entry("whitelist", "those that are allowed"),
            Map.entry("blacklist", "those that are refused"),
            Map.entry("sanity", "what is checked"),
            Map.entry("dummy", "what it stands for"),
            Map.entry("utilize", "use"),
            Map.entry("leverage", "use"),
            Map.entry("simply", "nothing: leave it out"),
            Map.entry("obviously", "nothing: leave it out"),
            Map.entry("basically", "nothing: leave it out"),
            Map.entry("todo", "nothing: do it, or file an issue"),
            Map.entry("fixme", "nothing: do it, or file an issue"),
            Map.entry("xxx", "nothing: do it, or file an issue"),
            Map.entry("hack", "why it must be so"),
            Map.entry("cnt", "count"),
            Map.entry("idx", "index"),
            Map.entry("msg", "message"),
            Map.entry("cfg", "config"),
            Map.entry("req", "request"),
            Map.entry("resp", "response"));

    private static final Pattern VAGUE_TYPE = Pattern.compile(
            "\\b(?:class|record|enum|interface) (\\w+(?:Impl|Util|Utils|Helper|Manager|Dto|Dao|Info))\\b");

    private static final int COLUMNS_MAX = 100;

    private static final Pattern COMMENT_OF_JAVA = Pattern.compile("\\s*(?://|/?\\*).*");
    /** An include is no comment to us, and cannot be wrapped. */
    private static final Pattern COMMENT = Pattern.compile("\\s*--(?! include ).*");

    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|package) .*$");
    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"");
    /** The words of a name are told by their capitals. */
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    private Tidy() {}

    /** One sentence for each word that is refused. What stands in texts of Java is left alone: others gave it its name. */
    static List<String> complaints(String file, String text) {
        String looked = file.endsWith(".java") ? blanked(TEXT, blanked(IMPORT, text)) : text;
        List<String> complaints = new ArrayList<>();
        WORD.matcher(looked).results().forEach(word -> {
            String instead = INSTEAD.get(word.group().toLowerCase(Locale.ROOT));
            if (instead != null) {
                complaints.add(complaint(file, looked, word, "\"" + word.group() + "\" is banned, say " + instead));
            }
        });
        VAGUE_TYPE
                .matcher(looked)
                .results()
                .forEach(type -> complaints.add(
                        complaint(file, looked, type, "\"" + type.group(1) + "\" is a vague name, say what it does")));
        return complaints;
    }

    /** One sentence for each line of a comment that is too long to be read beside another file. */
    static List<String> widths(String file, String text) {
        Pattern comment = file.endsWith(".java") ? COMMENT_OF_JAVA : COMMENT;
        List<String> complaints = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.length() > COLUMNS_MAX && comment.matcher(line).matches()) {
                complaints.add(file + ":" + number + ": " + line.length() + " columns, have " + COLUMNS_MAX);
            }
        }
        return complaints;
    }

    private static String complaint(String file, String text, MatchResult place, String what) {
        long line = 1
                + text.substring(0, place.start())
                        .chars()
                        .filter(each -> each == '\n')
                        .count();
        return file + ":" + line + ": " + what;
    }

    /** Lines keep their numbers. */
    private static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(" "));
    }
}
