package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every object is of a type that is known, and has no field that its type does not have: a misspelt field would be passed over in a cluster, or refused there. */
final class TypesTest {

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("batch/v1 CronJob", CronJob.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

    /** For the operators' own types, of which there are no classes: the fields that we use, as their documentation has them. */
    private static final Map<String, Object> OPERATORS_TYPES =
            Tree.map(Kustomization.documents(Path.of("src/test/resources/kubernetes/operators-types.yaml"))
                    .get(0));

    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    @ParameterizedTest
    @EnumSource
    void everyObjectIsOfAKnownTypeAndHasNoOtherField(Overlay overlay) throws IOException {
        List<String> strangers = new ArrayList<>();
        for (Map<String, Object> object : overlay.objects()) {
            strangers.addAll(strangers(object));
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() {
        assertThat(strangers(object("v1", "Service", "{ports: [{prot: 80}], selector: {a: b}}")))
                .containsExactly("v1 Service.spec.ports.prot");
        assertThat(strangers(
                        object("batch/v1", "CronJob", "{jobTemplate: {spec: {template: {spec: {contianers: []}}}}}")))
                .containsExactly("batch/v1 CronJob.spec.jobTemplate.spec.template.spec.contianers");
        assertThat(strangers(object("postgresql.cnpg.io/v1", "Cluster", "{instances: three, resources: {limit: {}}}")))
                .containsExactly(
                        "postgresql.cnpg.io/v1 Cluster.spec.instances is not a number",
                        "postgresql.cnpg.io/v1 Cluster.spec.resources.limit");
        assertThat(strangers(object("v2", "Teapot", "{}"))).containsExactly("v2 Teapot is not known");
    }

    private static Map<String, Object> object(String apiVersion, String kind, String spec) {
        return Tree.map(Kustomization.load(
                        "{apiVersion: " + apiVersion + ", kind: " + kind + ", metadata: {name: x}, spec: " + spec + "}")
                .get(0));
    }

    private static List<String> strangers(Map<String, Object> object) {
        String type = object.get("apiVersion") + " " + object.get("kind");
        List<String> found = new ArrayList<>();
        if (TYPES.containsKey(type)) {
            typed(type, object, TYPES.get(type), found);
        } else if (OPERATORS_TYPES.containsKey(type)) {
            compare(type + ".spec", object.get("spec"), OPERATORS_TYPES.get(type), found);
        } else {
            found.add(type + " is not known");
        }
        return found;
    }

    private static void typed(String path, Object node, Class<?> type, List<String> found) {
        collect(path, JSON.convertValue(node, type), found);
    }

    /** Follows what Jackson has made of it; each such object keeps what it had no field for. */
    private static void collect(String path, Object made, List<String> found) {
        if (made instanceof List<?> list) {
            list.forEach(element -> collect(path, element, found));
        } else if (made instanceof Map<?, ?> map) {
            map.values().forEach(value -> collect(path, value, found));
        } else if (made != null && made.getClass().getName().startsWith("io.fabric8.")) {
            for (Field field : made.getClass().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                Object value = valueOf(field, made);
                if (field.getName().equals("additionalProperties")) {
                    Tree.map(value).keySet().forEach(stranger -> found.add(path + '.' + stranger));
                } else {
                    collect(path + '.' + field.getName(), value, found);
                }
            }
        }
    }

    private static Object valueOf(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void compare(String path, Object node, Object known, List<String> found) {
        if (known instanceof Map<?, ?> fields) {
            Tree.map(node).forEach((name, value) -> {
                Object type = fields.containsKey("*") ? fields.get("*") : fields.get(name);
                if (type == null) {
                    found.add(path + '.' + name);
                } else {
                    compare(path + '.' + name, value, type, found);
                }
            });
        } else if (known instanceof List<?> list) {
            Tree.list(node).forEach(element -> compare(path, element, list.get(0), found));
        } else {
            compareScalar(path, node, (String) known, found);
        }
    }

    private static void compareScalar(String path, Object node, String known, List<String> found) {
        switch (known) {
            case "text" -> require(node instanceof String, path + " is not a text", found);
            case "number" -> require(node instanceof Integer, path + " is not a number", found);
            case "truth" -> require(node instanceof Boolean, path + " is neither true nor false", found);
            default -> typed(path, node, classOf(known), found);
        }
    }

    private static void require(boolean holds, String otherwise, List<String> found) {
        if (!holds) {
            found.add(otherwise);
        }
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName("io.fabric8.kubernetes.api.model." + name);
        } catch (ClassNotFoundException unknown) {
            throw new IllegalArgumentException(name, unknown);
        }
    }
}
