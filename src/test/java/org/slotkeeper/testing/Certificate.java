package org.slotkeeper.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that is its own authority, and its key, as PEM files.
 *
 * @param file whoever trusts it trusts nobody else
 */
public record Certificate(Path file, Path keyFile) {

    private static final String PASSWORD = "of no importance";

    /**
     * Made by the JDK's own tool.
     *
     * @param names for example {@code ip:127.0.0.1}
     */
    public static Certificate of(Path directory, String name, String names) {
        Path store = directory.resolve(name + ".p12");
        try {
            make(store, name, names);
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream read = Files.newInputStream(store)) {
                made.load(read, PASSWORD.toCharArray());
            }
            byte[] certificate = made.getCertificate("it").getEncoded();
            byte[] key = made.getKey("it", PASSWORD.toCharArray()).getEncoded();
            return new Certificate(
                    Files.writeString(directory.resolve(name + ".crt"), pem("CERTIFICATE", certificate)),
                    Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key)));
        } catch (IOException | GeneralSecurityException cause) {
            throw new IllegalStateException("no certificate for " + name, cause);
        }
    }

    private static void make(Path store, String name, String names) throws IOException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + names,
                        "-startdate",
                        "-1d",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = tool.getInputStream()) {
            String text = new String(said.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!tool.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + text);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    public String text() {
        return read(file);
    }

    public String keyText() {
        return read(keyFile);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
