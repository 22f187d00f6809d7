package org.slotkeeper.api.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.practice.PracticeList.Problem;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.PracticeListing;

final class PracticeListTest {

    private static final String OURS = "ods_code,name,postcode,sub_icb,pcn,list_size\n";
    private static final String PATIENTS =
            "PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\r\n";

    @Test
    void ourOwnFormIsRead() throws IOException {
        PracticeList list = read(OURS + "Z99001,AN EXAMPLE,ZZ1 1ZZ,00X,U00001,5000\nZ99002,OTHER,ZZ2 2ZZ,,,1\n");

        assertThat(list.form()).contains(PracticeListForm.OURS);
        assertThat(list.problems()).isEmpty();
        assertThat(list.listings())
                .containsExactly(
                        listing("Z99001", Optional.of("AN EXAMPLE"), "ZZ1 1ZZ", Optional.of(5_000)),
                        listing("Z99002", Optional.of("OTHER"), "ZZ2 2ZZ", Optional.of(1)));
    }

    @Test
    void epraccurIsReadWithoutAHeaderAndOnlyItsActiveGpPractices() throws IOException {
        PracticeList list = read(epraccur("Z99001", "A", "4")
                + epraccur("Z99002", "C", "4")
                + epraccur("Z99003", "D", "4")
                + epraccur("Z99004", "P", "4")
                + epraccur("Z99005", "A", "2")
                + epraccur("Z99006", "A", "4"));

        assertThat(list.form()).contains(PracticeListForm.EPRACCUR);
        assertThat(list.problems()).isEmpty();
        assertThat(list.otherLines()).isEqualTo(4);
        assertThat(list.listings())
                .containsExactly(
                        listing("Z99001", Optional.of("THE \"NEW\" SURGERY, LEFT"), "ZZ1 1ZZ", Optional.empty()),
                        listing("Z99006", Optional.of("THE \"NEW\" SURGERY, LEFT"), "ZZ1 1ZZ", Optional.empty()));
    }

    @Test
    void registeredPatientsAreReadWithoutNamesAndOnlyTheirTotals() throws IOException {
        PracticeList list = read(PATIENTS
                + "GP_PRAC_PAT_LIST,01MAR2026,GP,00X,E38000000,Z99001,ZZ1 1ZZ,ALL,ALL,5000\r\n"
                + "GP_PRAC_PAT_LIST,01MAR2026,GP,00X,E38000000,Z99001,ZZ1 1ZZ,FEMALE,ALL,2500\r\n");

        assertThat(list.form()).contains(PracticeListForm.REGISTERED_PATIENTS);
        assertThat(list.otherLines()).isEqualTo(1);
        assertThat(list.listings()).containsExactly(listing("Z99001", Optional.empty(), "ZZ1 1ZZ", Optional.of(5_000)));
    }

    @Test
    void namesAreKeptComposedAndThoseThatNobodySeesAreNamed() throws IOException {
        PracticeList list = read(OURS
                + "Z99001,Zoe\u0308  Surgery,ZZ1 1ZZ,,,1\n"
                + "Z99002,\u200B,ZZ1 1ZZ,,,1\n"
                + "Z99003,\u202ESurgery,ZZ1 1ZZ,,,1\n");

        assertThat(list.listings()).extracting(PracticeListing::name).containsExactly(Optional.of("Zo\u00EB Surgery"));
        assertThat(list.problems())
                .containsExactly(
                        new Problem(3, "a name must not have invisible characters"),
                        new Problem(4, "a name must not have characters that change the direction of the text"));
    }

    @Test
    void theOlderHeaderOfRegisteredPatientsIsKnownToo() throws IOException {
        PracticeList list = read(PATIENTS.replace("SUB_ICB_LOCATION_CODE", "CCG_CODE")
                + "GP_PRAC_PAT_LIST,01APR2021,GP,00X,E38000000,Z99001,ZZ1 1ZZ,ALL,ALL,7\r\n");

        assertThat(list.listings()).hasSize(1);
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAndAMissingLastLineFeedAreNoMatter() throws IOException {
        PracticeList list =
                read("\uFEFF" + OURS.replace("\n", "\r\n") + "\r\n\"Z99001\",\"A, B\",\"ZZ1 1ZZ\",,,\"12\"");

        assertThat(list.problems()).isEmpty();
        assertThat(list.listings()).extracting(PracticeListing::name).containsExactly(Optional.of("A, B"));
    }

    @Test
    void aWrongLineIsReportedAndTheOthersAreUsed() throws IOException {
        PracticeList list = read(OURS
                + "Z99001,GOOD,ZZ1 1ZZ,,,1\n"
                + "z99002,LOWER CASE,ZZ1 1ZZ,,,1\n"
                + "Z99003,,ZZ1 1ZZ,,,1\n"
                + "Z99004,POSTCODE,ZZ1 1ZZ ZZ1 1ZZ,,,1\n"
                + "Z99005,SIZE,ZZ1 1ZZ,,,-1\n"
                + "Z99006,FIELDS,ZZ1 1ZZ\n"
                + "Z99007,\"OPEN,ZZ1 1ZZ,,,1\n"
                + "Z99008,\"SHUT\"UP,ZZ1 1ZZ,,,1\n"
                + "Z99001,AGAIN,ZZ1 1ZZ,,,1\n"
                + "Z99009," + "X".repeat(5_000) + ",ZZ1 1ZZ,,,1\n"
                + "Z99010,BELL\u0007,ZZ1 1ZZ,,,1\n"
                + "Z99011,ALSO GOOD,ZZ1 1ZZ,,,1\n");

        assertThat(list.listings())
                .extracting(listing -> listing.odsCode().value())
                .containsExactly("Z99001", "Z99011");
        assertThat(list.problems()).extracting(Problem::line).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aLineThatIsNotUtf8IsReported() throws IOException {
        PracticeList list =
                read(OURS + "Z99001,CAF\u00c9,ZZ1 1ZZ,,,1\nZ99002,GOOD,ZZ1 1ZZ,,,1\n", StandardCharsets.ISO_8859_1);

        assertThat(list.problems()).containsExactly(new Problem(2, "not UTF-8"));
        assertThat(list.listings()).hasSize(1);
    }

    @Test
    void whatIsNoListOfPracticesIsSaidToBeNone() throws IOException {
        for (String text : List.of("", "hello\n", "a,b,c\n1,2,3\n", "{\"a\":1}", "ods_code\n")) {
            PracticeList list = read(text);

            assertThat(list.form()).isEmpty();
            assertThat(list.problems()).hasSize(1);
        }
    }

    @Test
    void aFileOfNothingButProblemsIsLeftAfterAThousand() throws IOException {
        PracticeList list = read(OURS + "x\n".repeat(5_000) + "Z99001,LATE,ZZ1 1ZZ,,,1\n");

        assertThat(list.problems()).hasSize(1_001);
        assertThat(list.listings()).isEmpty();
    }

    @Property(tries = 200)
    void anyBytesAreReadToTheEndWithoutAFault(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        byte[] header = OURS.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, all, header.length, bytes.length);

        assertThat(PracticeList.read(new ByteArrayInputStream(all)).form()).contains(PracticeListForm.OURS);
        assertThat(PracticeList.read(new ByteArrayInputStream(bytes)).listings())
                .isEmpty();
    }

    private static String epraccur(String code, String status, String setting) {
        return "\"" + code
                + "\",\"THE \"\"NEW\"\" SURGERY, LEFT\",\"Y00\",\"Q00\",\"1 HIGH STREET\",\"\",\"\",\"TOWN\",\"COUNTY\",\"ZZ1 1ZZ\",\"19740401\",\"\",\""
                + status
                + "\",\"B\",\"00X\",\"20130401\",\"\",\"01632 960000\",\"\",\"\",\"\",\"0\",\"\",\"00X\",\"\",\""
                + setting + "\",\"\"\r\n";
    }

    private static PracticeListing listing(
            String code, Optional<String> name, String postcode, Optional<Integer> listSize) {
        return new PracticeListing(new OdsCode(code), name, Optional.of(postcode), listSize);
    }

    private static PracticeList read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private static PracticeList read(String text, Charset charset) throws IOException {
        return PracticeList.read(new ByteArrayInputStream(text.getBytes(charset)));
    }
}
