package org.slotkeeper.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Each installation that the repository describes. */
public enum Overlay {
    DEV,
    PRODUCTION;

    Path directory() {
        return Path.of("k8s/overlays").resolve(name().toLowerCase(java.util.Locale.ROOT));
    }

    /** What its processes read as this file. */
    public String file(String name) {
        return Tree.text(objects("ConfigMap").get(0), "data", name);
    }

    List<Map<String, Object>> objects() {
        return Kustomization.build(directory());
    }

    List<Map<String, Object>> objects(String kind) {
        return objects().stream()
                .filter(object -> object.get("kind").equals(kind))
                .toList();
    }

    /** What our own containers are started with. */
    public List<List<String>> commands() {
        return pods().stream()
                .filter(Pod::isOurs)
                .flatMap(pod -> pod.containers().stream())
                .map(Pod::arguments)
                .toList();
    }

    List<Pod> pods() {
        return Pod.all(objects());
    }
}
