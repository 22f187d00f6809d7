package org.slotkeeper.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A generated ConfigMap's name ends in a mark of its content, as kustomize makes it: pods with another configuration are other pods, and are replaced. */
final class HashedName {

    private static final int LETTERS = 10;

    private HashedName() {}

    static void give(String name, List<Map<String, Object>> objects) {
        Map<String, Object> made = objects.stream()
                .filter(object -> object.get("kind").equals("ConfigMap"))
                .filter(object -> Tree.at(object, "metadata", "name").equals(name))
                .findFirst()
                .orElseThrow();
        String hashed = name + '-' + mark(Tree.map(made.get("data")));
        Tree.map(made.get("metadata")).put("name", hashed);
        for (Pod pod : Pod.all(objects)) {
            Tree.maps(pod.spec().get("volumes")).stream()
                    .map(volume -> Tree.map(volume.get("configMap")))
                    .filter(configMap -> name.equals(configMap.get("name")))
                    .forEach(configMap -> configMap.put("name", hashed));
        }
    }

    private static String mark(Map<String, Object> data) {
        try {
            String content = new ObjectMapper()
                    .writeValueAsString(
                            new TreeMap<>(Map.of("data", new TreeMap<>(data), "kind", "ConfigMap", "name", "")));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            // Letters that make no words, and no numbers that could be misread.
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, LETTERS)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (JsonProcessingException | NoSuchAlgorithmException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
