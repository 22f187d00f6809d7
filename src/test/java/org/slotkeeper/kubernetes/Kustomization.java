package org.slotkeeper.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** As much of kustomize as our overlays use, so that they are built on machines without it. What it does not know it refuses, rather than build something else than kustomize would. */
final class Kustomization {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "components", "configMapGenerator", "images", "patches");

    private final List<Map<String, Object>> objects = new ArrayList<>();
    private final List<String> generated = new ArrayList<>();

    private Kustomization() {}

    /** All objects of an overlay. */
    static List<Map<String, Object>> build(Path directory) {
        Kustomization whole = new Kustomization();
        whole.take(directory);
        whole.generated.forEach(name -> HashedName.give(name, whole.objects));
        return whole.objects;
    }

    private void take(Path directory) {
        Map<String, Object> asked =
                Tree.map(documents(directory.resolve("kustomization.yaml")).get(0));
        for (String field : asked.keySet()) {
            if (!KNOWN.contains(field)) {
                throw new IllegalArgumentException(directory + " uses " + field + ", which is not known here");
            }
        }
        Tree.list(asked.get("resources")).forEach(resource -> takeResource(directory.resolve((String) resource)));
        Tree.list(asked.get("components")).forEach(component -> take(directory.resolve((String) component)));
        Tree.list(asked.get("configMapGenerator")).forEach(wanted -> generate(directory, Tree.map(wanted)));
        Tree.list(asked.get("patches")).forEach(patch -> patch(Tree.map(patch)));
        Tree.list(asked.get("images")).forEach(image -> name(Tree.map(image)));
    }

    private void takeResource(Path resource) {
        if (Files.isDirectory(resource)) {
            take(resource);
            return;
        }
        documents(resource).forEach(document -> objects.add(Tree.map(document)));
    }

    private void generate(Path directory, Map<String, Object> wanted) {
        requireOnly(wanted, Set.of("name", "namespace", "files"));
        Map<String, Object> data = new LinkedHashMap<>();
        for (Object file : Tree.list(wanted.get("files"))) {
            String[] keyAndPath = ((String) file).split("=", 2);
            data.put(keyAndPath[0], read(directory.resolve(keyAndPath[1])));
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("apiVersion", "v1");
        made.put("kind", "ConfigMap");
        made.put(
                "metadata",
                new LinkedHashMap<>(Map.of("name", wanted.get("name"), "namespace", wanted.get("namespace"))));
        made.put("data", data);
        objects.add(made);
        generated.add((String) wanted.get("name"));
    }

    private void patch(Map<String, Object> patch) {
        requireOnly(patch, Set.of("target", "patch"));
        Map<String, Object> target = Tree.map(patch.get("target"));
        requireOnly(target, Set.of("kind", "name"));
        List<Map<String, Object>> met = objects.stream()
                .filter(one -> one.get("kind").equals(target.get("kind")))
                .filter(one -> Tree.at(one, "metadata", "name").equals(target.get("name")))
                .toList();
        if (met.isEmpty()) {
            throw new IllegalArgumentException("a patch has no target: " + target);
        }
        List<Object> operations = Tree.list(load((String) patch.get("patch")).get(0));
        met.forEach(object -> operations.forEach(operation -> apply(object, Tree.map(operation))));
    }

    private static void apply(Map<String, Object> object, Map<String, Object> operation) {
        String[] path = ((String) operation.get("path")).substring(1).split("/");
        Object parent = object;
        for (int at = 0; at < path.length - 1; at++) {
            parent = Tree.child(parent, path[at]);
        }
        String last = path[path.length - 1];
        switch ((String) operation.get("op")) {
            case "test" -> {
                if (!operation.get("value").equals(Tree.child(parent, last))) {
                    throw new IllegalArgumentException("not so: " + operation);
                }
            }
            case "remove" -> Tree.remove(parent, last);
            case "add" -> Tree.add(parent, last, operation.get("value"));
            default -> throw new IllegalArgumentException("not known here: " + operation);
        }
    }

    private void name(Map<String, Object> image) {
        requireOnly(image, Set.of("name", "newName", "newTag"));
        for (Pod pod : Pod.all(objects)) {
            for (Map<String, Object> container : pod.containers()) {
                String now = (String) container.get("image");
                if (now.replaceFirst(":[^/:]*$", "").equals(image.get("name"))) {
                    container.put("image", image.get("newName") + ":" + image.get("newTag"));
                }
            }
        }
    }

    private static void requireOnly(Map<String, Object> asked, Set<String> known) {
        if (!known.equals(asked.keySet())) {
            throw new IllegalArgumentException("these are known here: " + known + ", not " + asked.keySet());
        }
    }

    static List<Object> documents(Path file) {
        return load(read(file));
    }

    static List<Object> load(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(strict)).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
