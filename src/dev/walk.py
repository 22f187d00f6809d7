"""What src/dev/walk does once everything is built. Loopback only; ends what it has started."""

import collections
import datetime
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import xml.etree.ElementTree as xml

agent, cli, class_path, *flags = sys.argv[1:]
java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
work = tempfile.mkdtemp()
PRACTICE, PATIENT = "Z99001", "9000000009"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def start():
    process = subprocess.Popen(
        [java, "-Xmx768m", "--enable-native-access=ALL-UNNAMED",
         f"-javaagent:{agent}=output=tcpserver,address=127.0.0.1,port={dump_port},includes=org.slotkeeper.*",
         "-cp", class_path, "org.slotkeeper.Slotkeeper", "demo", "--port", str(port), "--data-dir", work + "/data"],
        stdout=subprocess.PIPE, stderr=open(work + "/log", "w"), text=True)
    for line in process.stdout:
        if line.startswith("ready"):
            return process
    sys.exit("the demonstration did not start: " + open(work + "/log").read()[-2000:])


def ask(method, path, token=None, body=None, media_type="application/fhir+json", headers=()):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method, data=body and body.encode())
    request.add_header("Content-Type", media_type)
    for name, value in headers:
        request.add_header(name, value)
    if token:
        request.add_header("Authorization", "Bearer " + token)
        request.add_header("X-Request-ID", str(uuid.uuid4()))
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"{}"), answer.headers.get("ETag")


def token_of(form):
    answer, _ = ask("POST", "/demo/token", body=form, media_type="application/x-www-form-urlencoded")
    return answer["access_token"]


def search():
    today = datetime.date.today()
    answer, _ = ask("GET", f"/FHIR/R4/Slot?schedule.actor=HealthcareService/{PRACTICE}&status=free&_count=1"
                    f"&start=ge{today}&start=lt{today + datetime.timedelta(days=14)}", patient_token)
    return next(entry["resource"]["id"] for entry in answer["entry"] if entry["resource"]["resourceType"] == "Slot")


def book(slot):
    return ask("POST", "/FHIR/R4/Appointment", patient_token, json.dumps({
        "resourceType": "Appointment", "status": "booked", "slot": [{"reference": "Slot/" + slot}],
        "participant": [{"actor": {"identifier": {"system": NHS_NUMBER, "value": PATIENT}}, "status": "accepted"}]}))


def cancel(booked):
    appointment, version = booked
    appointment["status"] = "cancelled"
    appointment["cancelationReason"] = {"text": "Feeling better"}
    ask("PUT", "/FHIR/R4/Appointment/" + appointment["id"], patient_token, json.dumps(appointment),
        headers=[("If-Match", version)])


def publish(name):
    day = datetime.date.today() + datetime.timedelta(days=7)
    ask("PUT", f"/publish/{PRACTICE}/sessions/{name}", practice_token, json.dumps({
        "date": str(day), "start": "08:00", "end": "12:00", "slotMinutes": 10, "clinician": f"Dr {name.title()}",
        "role": "General Medical Practitioner", "channel": "In-person", "type": "General Consultation Routine",
        "location": "Main surgery"}), "application/json")


def jacoco(*words):
    subprocess.run([java, "-jar", cli, *words, "--quiet"], check=True, stdout=subprocess.DEVNULL)


def seen(operation):
    """Which methods of which files were entered since the last look, by then and for two seconds more."""
    jacoco("dump", "--address", "127.0.0.1", "--port", str(dump_port), "--destfile", work + "/before", "--reset")
    result = operation()
    time.sleep(idle_seconds)
    jacoco("dump", "--address", "127.0.0.1", "--port", str(dump_port), "--destfile", work + "/exec", "--reset")
    jacoco("report", work + "/exec", "--classfiles", "target/classes/org", "--xml", work + "/report.xml")
    os.remove(work + "/exec")
    text = re.sub(r"<!DOCTYPE[^>]*>", "", open(work + "/report.xml").read(), count=1)
    files = collections.defaultdict(set)
    for package in xml.fromstring(text).iter("package"):
        for kind in package.iter("class"):
            for method in kind.iter("method"):
                entered = any(c.get("type") == "METHOD" and c.get("covered") == "1" for c in method.iter("counter"))
                if entered and not method.get("name").startswith("lambda$"):
                    at = package.get("name").removeprefix("org/slotkeeper").strip("/")
                    files[f"{at}/{kind.get('sourcefilename')}".lstrip("/")].add(
                        f"{kind.get('name').rsplit('/', 1)[1]}.{method.get('name')}{method.get('desc')}")
    return result, files


port, dump_port = free_port(), free_port()
idle_seconds = 2
process = start()
try:
    patient_token = token_of(f"nhs_number={PATIENT}&practice={PRACTICE}")
    practice_token = token_of(f"ods={PRACTICE}")
    for warm in range(3):
        cancel(book(search()))
        publish(f"warm{warm}")
    time.sleep(20)
    _, background = seen(lambda: time.sleep(30))
    walks = {}
    slot, walks["search"] = seen(search)
    booked, walks["booking"] = seen(lambda: book(slot))
    _, walks["cancellation"] = seen(lambda: cancel(booked))
    _, walks["published session"] = seen(lambda: publish("seen"))
finally:
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    shutil.rmtree(work, ignore_errors=True)

for name, files in walks.items():
    own = {file: methods - background.get(file, set()) for file, methods in files.items()}
    own = {file: methods for file, methods in own.items() if methods}
    print(f"{name}: {len(own)} files, {sum(map(len, own.values()))} methods")
    if "--files" in flags:
        for file, methods in sorted(own.items()):
            print(f"  {file}: {', '.join(sorted(m.split('(')[0].split('.')[-1] for m in methods))}")
