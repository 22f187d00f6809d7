package org.slotkeeper.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.platform.Password;

/**
 * Reads each part of a section by the key that is named like it. Jackson would bind the records
 * too, but it knows neither which key a value is of nor that it may be in a file beside, and
 * both are what is told of a wrong one.
 *
 * @param group what has no key of its own
 * @param listener where a door listens, which is said in its own section
 * @param secret made of its text, which may be in a file
 */
record SectionReader(ConfigTree tree, Class<?> group, Class<?> listener, Class<? extends Record> secret) {

    <S extends Record> S section(String prefix, Class<S> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[parts.length];
        Faults faults = new Faults();
        for (int at = 0; at < parts.length; at++) {
            int of = at;
            faults.of(() -> values[of] = value(prefix, parts[of].getName(), parts[of].getType()));
        }
        // What is made of a value that cannot be used says nothing of its own.
        faults.tell();
        try {
            return made(type, types, values);
        } catch (BadConfig unusable) {
            throw unusable.in(prefix);
        }
    }

    private static <S extends Record> S made(Class<S> type, Class<?>[] types, Object... values) {
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a section is a record of this class", impossible);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new BadConfig(otherwise);
        }
    }

    private Object value(String prefix, String name, Class<?> type) {
        String key = prefix + name;
        if (type == String.class) {
            return tree.text(key);
        } else if (type == int.class) {
            return whole(key);
        } else if (type == double.class) {
            return share(key);
        } else if (type == boolean.class) {
            return truth(key);
        } else if (type == Duration.class) {
            return duration(key);
        } else if (type == List.class) {
            return texts(key);
        } else if (type == secret) {
            return secret(key);
        }
        // Where the gateway listens is said in its own section.
        boolean isWithin = group.isAssignableFrom(type) || (type == listener && !prefix.isEmpty());
        return section(isWithin ? prefix : key + '.', type.asSubclass(Record.class));
    }

    private List<String> texts(String key) {
        return Arrays.stream(tree.text(key).split(","))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private int whole(String key) {
        try {
            return Integer.parseInt(tree.text(key));
        } catch (NumberFormatException notWhole) {
            throw new BadConfig(key + " must be a whole number, not " + tree.text(key));
        }
    }

    private double share(String key) {
        try {
            return Double.parseDouble(tree.text(key));
        } catch (NumberFormatException notNumber) {
            throw new BadConfig(key + " must be a number like 0.01, not " + tree.text(key));
        }
    }

    private boolean truth(String key) {
        String text = tree.text(key);
        require(text.equals("true") || text.equals("false"), key + " must be true or false, not " + text);
        return text.equals("true");
    }

    private Duration duration(String key) {
        try {
            return Duration.parse(tree.text(key));
        } catch (DateTimeParseException notDuration) {
            throw new BadConfig(key + " must be a duration like PT5S or P42D, not " + tree.text(key));
        }
    }

    private Record secretOf(String text, Optional<Path> file) {
        return made(secret, new Class<?>[] {String.class, Optional.class}, text, file);
    }

    private Record secret(String key) {
        String file = tree.text(key + "File");
        if (file.isEmpty()) {
            return secretOf(tree.text(key), Optional.empty());
        }
        require(
                tree.text(key).isEmpty(),
                key + " and " + key + "File are both set: set one, and the other one to nothing");
        Path path = Path.of(file);
        try {
            return secretOf(Password.textIn(path), Optional.of(path));
        } catch (IOException unreadable) {
            throw new BadConfig(key + "File names " + file + ", which cannot be read");
        }
    }
}
