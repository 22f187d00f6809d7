package org.slotkeeper.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods that a workload makes.
 *
 * @param owner the workload's kind and name
 * @param labels what policies and services choose them by
 */
record Pod(String owner, Map<String, Object> labels, Map<String, Object> spec) {

    static List<Pod> all(List<Map<String, Object>> objects) {
        List<Pod> pods = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            template(object)
                    .ifPresent(template -> pods.add(new Pod(
                            object.get("kind") + "/" + Tree.at(object, "metadata", "name"),
                            Tree.map(Tree.at(template, "metadata", "labels")),
                            Tree.map(Tree.at(template, "spec")))));
        }
        return pods;
    }

    private static Optional<Object> template(Map<String, Object> object) {
        return switch ((String) object.get("kind")) {
            case "Deployment", "StatefulSet", "DaemonSet", "Job" -> Tree.find(object, "spec", "template");
            case "CronJob" -> Tree.find(object, "spec", "jobTemplate", "spec", "template");
            default -> Optional.empty();
        };
    }

    List<Map<String, Object>> containers() {
        List<Map<String, Object>> all = new ArrayList<>(Tree.maps(spec.get("containers")));
        all.addAll(Tree.maps(spec.get("initContainers")));
        return all;
    }

    /** What runs our own image. */
    boolean isOurs() {
        return "slotkeeper".equals(labels.get("app.kubernetes.io/name"));
    }

    boolean isServing() {
        return isOurs() && arguments().contains("serve");
    }

    List<String> arguments() {
        return arguments(containers().get(0));
    }

    static List<String> arguments(Map<String, Object> container) {
        return Tree.list(container.get("args")).stream().map(String::valueOf).toList();
    }

    @Override
    public String toString() {
        return owner;
    }
}
