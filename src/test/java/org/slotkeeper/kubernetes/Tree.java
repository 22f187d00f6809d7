package org.slotkeeper.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What YAML comes to: maps, lists and scalars, reached by names and numbers. */
final class Tree {

    private Tree() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }

    static List<Map<String, Object>> maps(Object node) {
        return list(node).stream().map(Tree::map).toList();
    }

    static Optional<Object> find(Object node, String... path) {
        Object at = node;
        for (String name : path) {
            at = at == null ? null : child(at, name);
        }
        return Optional.ofNullable(at);
    }

    /** @throws AssertionError if there is nothing */
    static Object at(Object node, String... path) {
        return find(node, path)
                .orElseThrow(() -> new AssertionError("nothing at " + String.join(".", path) + " of " + node));
    }

    static String text(Object node, String... path) {
        return String.valueOf(at(node, path));
    }

    static Object child(Object node, String name) {
        return node instanceof List<?> list
                ? list.get(Integer.parseInt(name))
                : map(node).get(name);
    }

    /** At the end of a list, or as what a map does not have yet: kustomize would write over what is there. */
    static void add(Object node, String name, Object value) {
        if (node instanceof List<?>) {
            if (!name.equals("-")) {
                throw new IllegalArgumentException("a list is added to at its end, not at " + name);
            }
            list(node).add(value);
        } else if (map(node).putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("there is a " + name + " already");
        }
    }

    static void remove(Object node, String name) {
        if (node instanceof List<?> list) {
            Object unused = list.remove(Integer.parseInt(name));
        } else if (map(node).remove(name) == null) {
            throw new IllegalArgumentException("there is no " + name + " to remove");
        }
    }
}
