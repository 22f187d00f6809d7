package org.slotkeeper.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The product and its tests, loaded anew over edited copies of the scripts, statements and migrations, and of classes. The product needs no switch for it, and what runs as it is beside it does not notice.
 * Only the stores are those of the other tests.
 */
final class Mutant extends URLClassLoader {

    private static final List<String> EDITABLE = List.of("lua", "sql", "db");
    private static final List<String> SHARED = List.of("org.slotkeeper.testing.", "org.slotkeeper.standalone.");

    private static final String CLASSES = "classes";
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Path resources;

    private Mutant(Path resources) throws IOException {
        super(new URL[] {resources.toUri().toURL()}, Mutant.class.getClassLoader());
        this.resources = resources;
    }

    static Mutant with(List<Edit> edits) {
        try {
            Path copy = Files.createTempDirectory("slotkeeper-mutant-");
            for (String directory : EDITABLE) {
                copy(original().resolve(directory), copy.resolve(directory));
            }
            Set<Path> sources = copySources(edits, copy);
            edits.forEach(edit -> edit.applyIn(copy));
            compile(sources, copy.resolve(CLASSES));
            return new Mutant(copy);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Set<Path> copySources(List<Edit> edits, Path to) throws IOException {
        Set<Path> sources = new TreeSet<>();
        for (Edit edit : edits) {
            if (edit.isOfJava() && sources.add(to.resolve(edit.file()))) {
                Files.createDirectories(to.resolve(edit.file()).getParent());
                Files.copy(SOURCES.resolve(edit.file()), to.resolve(edit.file()));
            }
        }
        return sources;
    }

    /** As the build does it, but for what the build finds fault with. */
    private static void compile(Set<Path> sources, Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Files.createDirectories(classes);
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-parameters", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        sources.forEach(source -> arguments.add(source.toString()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("a mutant does not compile:\n" + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static Path original() {
        try {
            URL claim = Mutant.class.getResource("/lua/claim.lua");
            if (claim == null) {
                throw new IllegalStateException("no resource /lua/claim.lua");
            }
            return Path.of(claim.toURI()).getParent().getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean isOwn = name.startsWith("org.slotkeeper.") && SHARED.stream().noneMatch(name::startsWith);
        if (!isOwn) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defined(name) : loaded;
        }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        Path edited = resources.resolve(CLASSES).resolve(path);
        try (InputStream file = Files.exists(edited)
                ? Files.newInputStream(edited)
                : getParent().getResourceAsStream(path)) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException cause) {
            throw new ClassNotFoundException(name, cause);
        }
    }

    @Override
    public URL getResource(String name) {
        URL edited = findResource(name);
        return edited == null ? super.getResource(name) : edited;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL edited = findResource(name);
        return edited == null ? super.getResources(name) : Collections.enumeration(List.of(edited));
    }

    @Override
    public void close() throws IOException {
        super.close();
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
