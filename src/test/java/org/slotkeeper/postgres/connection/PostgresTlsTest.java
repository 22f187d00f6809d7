package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.platform.JvmAuthorities;
import org.slotkeeper.platform.Password;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.standalone.OwnPostgres;
import org.slotkeeper.testing.Certificate;
import org.slotkeeper.testing.Patience;

/** A Postgres that lets nobody in without TLS, asked as engines ask it and as JDBC does for migrations and commands: both find the same. */
final class PostgresTlsTest {

    private static final String WHICH = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private static Vertx vertx;
    private static OwnPostgres postgres;
    private static Certificate server;
    private static Certificate stranger;
    private static Certificate certified;

    /** The two ways there are. */
    enum Way {
        ENGINE {
            @Override
            String ask(PostgresCoordinates where) {
                FoundPrimary found = await(new PostgresPrimary(where).connect(vertx, Map.of(), Patience.LONG));
                try {
                    return await(found.connection().query(WHICH).execute())
                            .iterator()
                            .next()
                            .getString(0);
                } finally {
                    await(found.connection().close());
                }
            }
        },
        JDBC {
            @Override
            String ask(PostgresCoordinates where) {
                try (Connection connection = DriverManager.getConnection(
                                where.jdbcUrl(), where.user(), where.password().read());
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(WHICH)) {
                    return row.next() ? row.getString(1) : "";
                } catch (SQLException refused) {
                    throw new CompletionException(refused);
                }
            }
        };

        abstract String ask(PostgresCoordinates where);

        /** The engines' client says no more; a migration, which comes first, does. */
        String ofStrangers() {
            return this == ENGINE ? "SSL handshake failed" : "certification path";
        }

        String ofOtherNames() {
            return this == ENGINE ? "SSL handshake failed" : "could not be verified";
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) {
        vertx = Vertx.vertx();
        server = Certificate.of(directory, "server", "ip:127.0.0.1");
        stranger = Certificate.of(directory, "stranger", "ip:127.0.0.1");
        certified = Certificate.of(directory, "certified", "dns:certified");
        postgres = OwnPostgres.primary(directory.resolve("postgres"));
        postgres.execute("CREATE ROLE certified LOGIN");
        postgres.requireTls(server, certified);
    }

    @AfterAll
    static void stop() {
        postgres.close();
        await(vertx.close());
    }

    private static PostgresCoordinates with(PostgresTls tls) {
        return as(postgres.address().user(), tls);
    }

    private static PostgresCoordinates as(String user, PostgresTls tls) {
        return new PostgresCoordinates(
                postgres.address().host(),
                postgres.address().port(),
                postgres.address().database(),
                user,
                Password.of(postgres.address().password()),
                tls);
    }

    private static PostgresTls verifying(Certificate authority) {
        return new PostgresTls(SslMode.VERIFY_FULL, authority.file().toString(), "", "");
    }

    @ParameterizedTest
    @EnumSource
    void inTheClearNobodyIsLetInAndTheServersReasonIsTold(Way way) {
        assertThatThrownBy(() -> way.ask(with(PostgresTls.NONE)))
                .hasStackTraceContaining("no pg_hba.conf entry")
                .hasStackTraceContaining("no encryption");
    }

    @ParameterizedTest
    @EnumSource
    void encryptedWhoeverIsAtTheOtherEnd(Way way) {
        assertThat(way.ask(with(new PostgresTls(SslMode.REQUIRE, "", "", "")))).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource
    void aServerOfAKnownAuthority(Way way) {
        assertThat(way.ask(with(verifying(server)))).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource
    void aServerOfAnotherAuthorityIsRefused(Way way) {
        assertThatThrownBy(() -> way.ask(with(verifying(stranger)))).hasStackTraceContaining(way.ofStrangers());
        // The JVM's own authorities have never heard of it.
        assertThatThrownBy(() -> way.ask(with(new PostgresTls(SslMode.VERIFY_FULL, "", "", ""))))
                .hasStackTraceContaining(way.ofStrangers());
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsCalledOtherwiseIsRefused(Way way, @TempDir Path directory) {
        Certificate elsewhere = Certificate.of(directory, "elsewhere", "dns:elsewhere.test");
        postgres.requireTls(elsewhere, certified);
        try {
            assertThatThrownBy(() -> way.ask(with(verifying(elsewhere)))).hasStackTraceContaining(way.ofOtherNames());
        } finally {
            postgres.requireTls(server, certified);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfOurOwnIsShown(Way way) {
        PostgresTls showing = new PostgresTls(
                SslMode.VERIFY_FULL,
                server.file().toString(),
                certified.file().toString(),
                certified.keyFile().toString());

        assertThat(way.ask(as("certified", showing))).isEqualTo("true");
        assertThatThrownBy(() -> way.ask(as("certified", verifying(server)))).hasStackTraceContaining("certificate");
    }

    /** PKCS #8 and the form of OpenSSL before it, of both kinds of keys. */
    @ParameterizedTest
    @EnumSource
    void aKeyIsReadInWhicheverOfItsPemForms(Way way, @TempDir Path directory) {
        Certificate rsa = Certificate.ofRsa(directory, "certified", "dns:certified");
        assertThat(way.ask(as("certified", showing(certified.inTraditionalForm()))))
                .isEqualTo("true");
        postgres.requireTls(server, rsa);
        try {
            assertThat(way.ask(as("certified", showing(rsa)))).isEqualTo("true");
            assertThat(way.ask(as("certified", showing(rsa.inTraditionalForm()))))
                    .isEqualTo("true");
        } finally {
            postgres.requireTls(server, certified);
        }
    }

    private static PostgresTls showing(Certificate ours) {
        return new PostgresTls(
                SslMode.VERIFY_FULL,
                server.file().toString(),
                ours.file().toString(),
                ours.keyFile().toString());
    }

    /** A certificate is renewed by putting the new one in the place of the old one. */
    @Test
    void filesAreReadForEachConnection(@TempDir Path directory) throws IOException {
        Certificate renewed = Certificate.of(directory, "renewed", "ip:127.0.0.1");
        Path known = Files.writeString(directory.resolve("known.crt"), server.text());
        PostgresPrimary primary =
                new PostgresPrimary(with(new PostgresTls(SslMode.VERIFY_FULL, known.toString(), "", "")));
        await(await(primary.connect(vertx, Map.of(), Patience.LONG))
                .connection()
                .close());
        postgres.requireTls(renewed, certified);
        try {
            assertThatThrownBy(() -> await(primary.connect(vertx, Map.of(), Patience.LONG)))
                    .hasStackTraceContaining("SSL handshake failed");
            Files.writeString(known, renewed.text());
            await(await(primary.connect(vertx, Map.of(), Patience.LONG))
                    .connection()
                    .close());
        } finally {
            postgres.requireTls(server, certified);
        }
    }

    /** From their file they take long, and it would be read on the event loop. */
    @Test
    void theJvmsAuthoritiesAreReadOnceForAllConnections() throws Exception {
        for (int connection = 0; connection < 2; connection++) {
            PgConnectOptions options = new PgConnectOptions();
            new PostgresTls(SslMode.VERIFY_FULL, "", "", "").applyTo(options);
            assertThat(options.getSslOptions().getTrustOptions().getTrustManagerFactory(vertx))
                    .isSameAs(JvmAuthorities.options().getTrustManagerFactory(vertx));
        }
    }

    @Test
    void theTablesAreBroughtUpToDate() {
        assertThat(Migrations.migrate(with(verifying(server)))).matches("\\d+");
    }
}
