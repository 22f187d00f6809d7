package org.slotkeeper.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The product and its tests, loaded anew over edited copies of the scripts, statements and migrations. The product needs no switch for it, and what runs as it is beside it does not notice. Only the stores
 * are those of the other tests.
 */
final class Mutant extends URLClassLoader {

    private static final List<String> EDITABLE = List.of("lua", "sql", "db");
    private static final List<String> SHARED = List.of("org.slotkeeper.testing.", "org.slotkeeper.standalone.");

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
            edits.forEach(edit -> edit.applyIn(copy));
            return new Mutant(copy);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
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
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
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
