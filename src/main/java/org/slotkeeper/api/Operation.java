package org.slotkeeper.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be asked for from outside, as the room that answers it declares it. All that others know
 * of an operation is said here: where it is matched, forwarded, metered, traced and documented, and
 * which parameters it takes. Who answers it is said where the engine is made ({@link Operations}),
 * because a gateway before engines has nobody who answers.
 */
public final class Operation {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final String name;
    private final Method method;
    private final PathTemplate path;
    private final boolean isOpen;
    private final BodyKind body;
    private final boolean isRepeatable;
    private final List<Parameter> parameters;
    private final Set<String> parameterNames;
    private final String documentation;

    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    private Operation(Declaration said) {
        this.name = said.name;
        this.method = said.method;
        this.path = new PathTemplate(said.path);
        this.isOpen = said.isOpen;
        this.body = said.body;
        this.isRepeatable = said.isRepeatable;
        this.parameters = List.copyOf(said.parameters);
        this.documentation = said.documentation;
        require(NAME.matcher(name).matches(), "has a name in capital letters, digits and _");
        require(!isRead() || body == BodyKind.NONE, "is a read, and takes no body");
        require(!isRead() || !isRepeatable, "is a read: that it may be sent again goes without saying");
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            parameter.names().forEach(word -> require(names.add(word), "takes the parameter " + word + " once"));
        }
        this.parameterNames = Set.copyOf(names);
    }

    public static Declaration get(String name, String path) {
        return new Declaration(name, Method.GET, path);
    }

    public static Declaration post(String name, String path) {
        return new Declaration(name, Method.POST, path);
    }

    public static Declaration put(String name, String path) {
        return new Declaration(name, Method.PUT, path);
    }

    public static Declaration delete(String name, String path) {
        return new Declaration(name, Method.DELETE, path);
    }

    /** What traces call it, and nobody else has it. */
    public String name() {
        return name;
    }

    /** What meters call it. */
    public String label() {
        return name.toLowerCase(Locale.ROOT);
    }

    public Method method() {
        return method;
    }

    /** The path as it is declared, with its places. */
    public String template() {
        return path.text();
    }

    /**
     * The path with these values in its places, which is what is sent on instead of what came in.
     */
    public String path(List<String> values) {
        return path.filled(values);
    }

    /** Whether it is answered to callers without a token. */
    public boolean isOpen() {
        return isOpen;
    }

    public BodyKind body() {
        return body;
    }

    /** Whether it changes nothing, whatever becomes of it. */
    public boolean isRead() {
        return method == Method.GET;
    }

    /**
     * Of a write: whether whoever answers it looks for its request id first, so that a second
     * sending gets the answer of the first.
     */
    public boolean isRepeatable() {
        return isRepeatable;
    }

    /** In the order in which documents list them. */
    public List<Parameter> parameters() {
        return parameters;
    }

    public boolean takes(String parameterName) {
        return parameterNames.contains(parameterName);
    }

    /** Every name that a parameter may be given by. */
    public Set<String> parameterNames() {
        return parameterNames;
    }

    /** What it is for, in sentences for developers; may be empty. */
    public String documentation() {
        return documentation;
    }

    PathTemplate pathTemplate() {
        return path;
    }

    @Override
    public String toString() {
        return name;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the operation " + name + ' ' + otherwise);
        }
    }

    /**
     * An operation while it is written down. Unless something else is said it needs a token and
     * takes no body, no parameters and no second sending.
     */
    public static final class Declaration {

        private final String name;
        private final Method method;
        private final String path;
        private final List<Parameter> parameters = new ArrayList<>();
        private boolean isOpen;
        private boolean isRepeatable;
        private BodyKind body = BodyKind.NONE;
        private String documentation = "";

        private Declaration(String name, Method method, String path) {
            this.name = name;
            this.method = method;
            this.path = path;
        }

        public Declaration open() {
            isOpen = true;
            return this;
        }

        public Declaration body(BodyKind kind) {
            body = kind;
            return this;
        }

        public Declaration parameters(Parameter... more) {
            parameters.addAll(List.of(more));
            return this;
        }

        public Declaration repeatable() {
            isRepeatable = true;
            return this;
        }

        public Declaration documented(String sentences) {
            documentation = sentences;
            return this;
        }

        /** @throws IllegalArgumentException if it contradicts itself */
        public Operation declared() {
            return new Operation(this);
        }
    }
}
