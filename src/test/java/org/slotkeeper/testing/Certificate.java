package org.slotkeeper.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that is its own authority, and its key, as PEM files.
 *
 * @param file whoever trusts it trusts nobody else
 */
public record Certificate(Path file, Path keyFile) {

    /** The end of the name of RSA, and what stands before the key in the wrapped form of one of 2,048 bits. */
    private static final String RSA = "\u0086\u00f7\r\u0001\u0001\u0001";

    private static final int RSA_HEAD_LENGTH = 26;
    private static final String PASSWORD = "of no importance";

    /**
     * Made by the JDK's own tool.
     *
     * @param names for example {@code ip:127.0.0.1}
     */
    public static Certificate of(Path directory, String name, String names) {
        return of(directory, name, names, List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }

    /** With a key of RSA. */
    public static Certificate ofRsa(Path directory, String name, String names) {
        return of(directory, name, names, List.of("-keyalg", "RSA", "-keysize", "2048"));
    }

    private static Certificate of(Path directory, String name, String names, List<String> algorithm) {
        Path store = directory.resolve(name + ".p12");
        try {
            make(store, name, names, algorithm);
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

    private static void make(Path store, String name, String names, List<String> algorithm) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "it"));
        command.addAll(algorithm);
        command.addAll(List.of(
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
                store.toString()));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = tool.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (!tool.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + text);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The same, with its key as OpenSSL wrote keys before PKCS #8: BEGIN RSA PRIVATE KEY or BEGIN EC PRIVATE KEY. */
    public Certificate inTraditionalForm() {
        String base64 = keyText().replaceAll("-----[A-Z ]+-----|\\s", "");
        byte[] wrapped = Base64.getDecoder().decode(base64);
        boolean isRsa = new String(wrapped, StandardCharsets.ISO_8859_1).contains(RSA);
        byte[] key = isRsa ? behind(wrapped, RSA_HEAD_LENGTH) : withItsCurve(wrapped);
        Path other = keyFile.resolveSibling(keyFile.getFileName() + ".traditional");
        try {
            return new Certificate(file, Files.writeString(other, pem((isRsa ? "RSA" : "EC") + " PRIVATE KEY", key)));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static byte[] behind(byte[] wrapped, int head) {
        return Arrays.copyOfRange(wrapped, head, wrapped.length);
    }

    /** In the wrapped form the curve stands outside. */
    private static byte[] withItsCurve(byte[] wrapped) {
        String hex = HexFormat.of().formatHex(wrapped);
        String number = hex.substring(hex.indexOf("0201010420") + 10).substring(0, 64);
        return HexFormat.of().parseHex("30310201010420" + number + "a00a06082a8648ce3d030107");
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
