"""What src/dev/own-stores does once everything is built. Loopback only; ends what it has started, by its id."""

import base64
import datetime
import functools
import glob
import http.server
import json
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

jar, *flags = sys.argv[1:]
java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
work = tempfile.mkdtemp(prefix="own-stores-")
os.chmod(work, 0o755)
PRACTICE, PATIENT, USER, PREFIX = "Z99001", "9000000009", "slotkeeper", "clinics:"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ISSUER = "https://issuer.own-stores.test"
started = []


def fail(why):
    raise SystemExit(f"own-stores: {why}")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def until(holds, what, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            fail(f"{what} within {seconds} s")
        time.sleep(0.1)


def listens(port):
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


# Programs


def newest(patterns):
    found = [path for pattern in patterns for path in glob.glob(os.path.expanduser(pattern)) if os.access(path, os.X_OK)]
    return max(found, key=lambda path: [int(part) for part in re.findall(r"\d+", path)] or [0], default=None)


def shipped(name):
    """Unpacked by whoever has run a demonstration here; made to, if nobody has."""
    places = [f"/var/cache/slotkeeper/*/{name}", f"~/.cache/slotkeeper/*/{name}"]
    return newest(places) or fail(f"no {os.path.basename(name)}: run src/dev/up once, or apt-get install postgresql redis-server")


def major(program, *words):
    said = subprocess.run([program, *words], capture_output=True, text=True).stdout
    return int((re.search(r"(\d+)\.", said) or fail(f"{program} does not say its version"))[1]), said.strip()


def chosen(package, program, least, ours, *words):
    if program:
        version, said = major(program, *words)
        if version >= least:
            return program, said
        print(f"{package} of this machine is {version}, and {least} is needed: apt-get install a newer {package}")
    else:
        print(f"no {package} on this machine (apt-get install {package}): taking the one that comes with Slotkeeper")
    own = shipped(ours)
    return own, major(own, *words)[1]


def as_store(command, **more):
    """Postgres does not run as root."""
    if os.geteuid() == 0:
        names = [user.pw_name for user in pwd.getpwall()]
        user = "postgres" if "postgres" in names else "nobody"
        more.update(user=user, group=pwd.getpwnam(user).pw_gid, extra_groups=[])
    return subprocess.Popen(command, cwd=work, **more)


def own_by_store(path):
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres") if any(u.pw_name == "postgres" for u in pwd.getpwall()) else pwd.getpwnam("nobody")
        for root, _, files in os.walk(path):
            for name in [root, *(os.path.join(root, file) for file in files)]:
                os.chown(name, user.pw_uid, user.pw_gid)


def run(command):
    process = as_store(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said, _ = process.communicate()
    return said if process.returncode == 0 else fail(f"{' '.join(command)}: {said[-1500:]}")


def begin(name, command, stop=signal.SIGTERM, as_user=True):
    log = open(f"{work}/{name}.log", "w")
    process = (as_store if as_user else subprocess.Popen)(command, stdout=log, stderr=log)
    started.append((name, process, stop))
    return process


def written(path, text, mode=0o600):
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


# Certificates, all of one private authority


def openssl(*words, text=None):
    done = subprocess.run(["openssl", *words], input=text, capture_output=True, cwd=work)
    return done.stdout if done.returncode == 0 else fail(f"openssl {words[0]}: {done.stderr.decode()[-800:]}")


def certificate(directory, name, names):
    written(f"{work}/names", f"subjectAltName={names}\n")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{directory}/{name}.key", "-out", f"{work}/request", "-subj", f"/CN={name}")
    openssl("x509", "-req", "-in", f"{work}/request", "-CA", f"{work}/ca.crt", "-CAkey", f"{work}/ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", f"{work}/names", "-out", f"{directory}/{name}.crt")
    os.chmod(f"{directory}/{name}.key", 0o600)


# Stores


def start_postgres(initdb, postgres):
    data = f"{work}/postgres"
    os.mkdir(data, 0o700)
    written(f"{work}/admin", "of-the-operator")
    os.chmod(f"{work}/admin", 0o644)
    own_by_store(data)
    run([initdb, "-D", data, "-U", "operator", "--auth=scram-sha-256", f"--pwfile={work}/admin", "--no-sync", "-E", "UTF8", "--locale=C"])
    certificate(data, "server", "DNS:localhost")
    shutil.copy(f"{work}/ca.crt", data)
    written(f"{data}/pg_hba.conf", "local all operator trust\nhostssl all slotkeeper 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\n")
    with open(f"{data}/postgresql.conf", "a") as settings:
        settings.write(f"listen_addresses='127.0.0.1'\nport={postgres_port}\nunix_socket_directories='{data}'\nssl=on\nssl_cert_file='server.crt'\n"
                       "ssl_key_file='server.key'\nssl_ca_file='ca.crt'\nfsync=on\nsynchronous_commit=on\n")
    own_by_store(data)
    begin("postgres-server", [postgres, "-D", data], signal.SIGINT)
    until(lambda: listens(postgres_port), "Postgres did not come")
    single_statements(postgres, "CREATE ROLE slotkeeper LOGIN PASSWORD 'first'", "CREATE DATABASE slotkeeper OWNER slotkeeper")


def single_statements(postgres, *statements):
    psql = os.path.join(os.path.dirname(postgres), "psql")
    for statement in statements:
        if os.access(psql, os.X_OK):
            run([psql, "-h", f"{work}/postgres", "-p", str(postgres_port), "-U", "operator", "-d", "postgres", "-qc", statement])
        else:
            plain_statement(statement)


def plain_statement(statement):
    """Postgres' own protocol over its socket, where there is no psql: those that come with Slotkeeper have none."""
    with socket.socket(socket.AF_UNIX) as talk:
        talk.connect(f"{work}/postgres/.s.PGSQL.{postgres_port}")
        start = b"\x00\x03\x00\x00user\x00operator\x00database\x00postgres\x00\x00"
        talk.sendall((len(start) + 4).to_bytes(4, "big") + start)
        text = statement.encode() + b"\x00"
        talk.sendall(b"Q" + (len(text) + 4).to_bytes(4, "big") + text)
        reader, ready = talk.makefile("rb"), 0
        while ready < 2:
            kind = reader.read(1)
            body = reader.read(int.from_bytes(reader.read(4), "big") - 4)
            ready += kind == b"Z"
            if kind == b"E":
                fail(f"{statement}: {body.decode(errors='replace')}")


def documented_rights():
    with open("src/docs/OPERATING.md") as page:
        line = next(line for line in page if line.startswith(f"ACL SETUSER {USER} "))
    return line.split()[3:]


def start_redis(server):
    home = f"{work}/redis"
    os.mkdir(home)
    certificate(home, "redis", "DNS:localhost")
    rights = " ".join(f">{'first'}" if word == ">PASSWORD" else f"~{PREFIX}*" if word == "~*" else word for word in documented_rights())
    written(f"{home}/redis.conf", f"bind 127.0.0.1\nport 0\ntls-port {redis_port}\ntls-cert-file {home}/redis.crt\ntls-key-file {home}/redis.key\n"
            f"tls-ca-cert-file {work}/ca.crt\ntls-auth-clients yes\ndir {home}\nsave \"\"\nappendonly no\nmaxmemory-policy noeviction\n"
            f"user default off\nuser operator on >of-the-operator ~* &* +@all\nuser {USER} {rights}\n")
    own_by_store(home)
    begin("redis-server", [server, f"{home}/redis.conf"])
    until(lambda: listens(redis_port), "Redis did not come")


def redis_says(*words):
    trust = ssl.create_default_context(cafile=f"{work}/ca.crt")
    trust.load_cert_chain(f"{work}/engine.crt", f"{work}/engine.key")
    with socket.create_connection(("localhost", redis_port)) as plain, trust.wrap_socket(plain, server_hostname="localhost") as talk:
        reader = talk.makefile("rb")
        for command in (("AUTH", "operator", "of-the-operator"), words):
            talk.sendall(b"".join([b"*%d\r\n" % len(command), *(b"$%d\r\n%s\r\n" % (len(word), word.encode()) for word in command)]))
            answer = reader.readline().decode().strip()
            if answer.startswith("-"):
                fail(f"Redis answers {answer} to {command[0]}")
        return answer


# Issuer


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def start_issuer():
    """Where there is a key identity.caFile, keys come over https by the private authority; else over http, which is for this machine only."""
    home = f"{work}/issuer"
    os.mkdir(home)
    openssl("genrsa", "-out", f"{work}/issuer.key", "2048")
    modulus = openssl("rsa", "-in", f"{work}/issuer.key", "-noout", "-modulus").decode().strip().split("=")[1]
    keys = {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "own-stores", "n": b64(bytes.fromhex(modulus)), "e": "AQAB"}]}
    written(f"{home}/keys", json.dumps(keys), 0o644)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {"": "application/json"}

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=home))
    port, settings = server.server_address[1], []
    with open("config/slotkeeper.yaml") as file:
        identity = file.read().split("\nidentity:\n")[1].split("\n\n")[0]
    secured = re.search(r"^  caFile:", identity, re.MULTILINE)
    if secured:
        certificate(work, "issuer-tls", "DNS:localhost")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{work}/issuer-tls.crt", f"{work}/issuer-tls.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        settings = [f"identity.caFile={work}/ca.crt"]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"https://localhost:{port}/keys" if secured else f"http://127.0.0.1:{port}/keys"
    return [f"identity.issuer={ISSUER}", f"identity.jwksUrl={url}", *settings], "https" if secured else "http"


def token(claims):
    now = int(time.time())
    payload = {"iss": ISSUER, "aud": "slotkeeper", "sub": "own-stores", "iat": now, "exp": now + 3000, "jti": str(uuid.uuid4()), **claims}
    signed = ".".join(b64(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT", "kid": "own-stores"}, payload))
    return signed + "." + b64(openssl("dgst", "-sha256", "-sign", f"{work}/issuer.key", text=signed.encode()))


# Slotkeeper


def slotkeeper(*words):
    settings = [word for setting in configuration for word in ("--set", setting)]
    return [java, "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-jar", jar, words[0], "--profile", "development", *settings, *words[1:]]


def command(*words):
    done = subprocess.run(slotkeeper(*words), capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else fail(f"slotkeeper {words[0]} ended with {done.returncode}: {done.stderr[-1500:]}")


def start_nginx(nginx):
    certificate(work, "door", "DNS:localhost")
    port = free_port()
    written(f"{work}/nginx.conf", f"""pid {work}/nginx.pid; error_log {work}/nginx-error.log; daemon off; worker_processes 1;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {work}/nginx-body; proxy_temp_path {work}/nginx-proxy; fastcgi_temp_path {work}/nginx-f; uwsgi_temp_path {work}/nginx-u; scgi_temp_path {work}/nginx-s;
  upstream slotkeeper {{ server 127.0.0.1:{gateway_port}; keepalive 16; }}
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {work}/door.crt; ssl_certificate_key {work}/door.key;
    location / {{ proxy_pass http://slotkeeper; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_read_timeout 30s; }} }} }}
""", 0o644)
    begin("nginx", [nginx, "-e", f"{work}/nginx-error.log", "-p", work, "-c", f"{work}/nginx.conf"], signal.SIGQUIT, as_user=False)
    until(lambda: listens(port), "nginx did not come")
    return f"https://localhost:{port}"


def ask(method, path, bearer, body=None, media_type="application/fhir+json", headers=()):
    request = urllib.request.Request(door + path, method=method, data=body and json.dumps(body).encode())
    for name, value in [("Content-Type", media_type), ("Authorization", "Bearer " + bearer), ("X-Request-ID", str(uuid.uuid4())), *headers]:
        request.add_header(name, value)
    trust = ssl.create_default_context(cafile=f"{work}/ca.crt") if door.startswith("https") else None
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:
            return json.loads(answer.read() or b"{}"), answer.headers.get("ETag")
    except urllib.error.HTTPError as refused:
        fail(f"{method} {path.split('?')[0]} was answered {refused.code}: {refused.read().decode()[:600]}")


def walk():
    today = datetime.date.today()
    day = today + datetime.timedelta(days=7)
    practice_token = token({"ods": PRACTICE, "scope": "slots:publish"})
    ask("PUT", f"/publish/{PRACTICE}/sessions/morning", practice_token, {
        "date": str(day), "start": "08:00", "end": "12:00", "slotMinutes": 10, "clinician": "Dr A. Example", "role": "General Medical Practitioner",
        "channel": "In-person", "type": "General Consultation Routine", "location": "Main surgery"}, "application/json")
    free = search(day)
    print(f"search    {len(free)} slots are free")
    held, _ = ask("POST", "/FHIR/R4/Appointment/$hold", patient_token, {"resourceType": "Parameters", "parameter": [
        {"name": "slot", "valueReference": {"reference": free[0]}}, {"name": "patient", "valueIdentifier": {"system": NHS_NUMBER, "value": PATIENT}}]})
    print(f"hold      {held['status']}")
    confirmed, version = ask("PUT", "/FHIR/R4/Appointment/" + held["id"], patient_token, {**appointment(free[0]), "id": held["id"]})
    print(f"confirm   {confirmed['status']}")
    cancel(confirmed, version)
    return free[1]


def search(day):
    found, _ = ask("GET", f"/FHIR/R4/Slot?schedule.actor=HealthcareService/{PRACTICE}&status=free&_count=50&start=ge{day}"
                   f"&start=lt{day + datetime.timedelta(days=1)}", patient_token)
    slots = ["Slot/" + entry["resource"]["id"] for entry in found.get("entry", []) if entry["resource"]["resourceType"] == "Slot"]
    return slots or fail("nothing is free of what was published")


def appointment(slot):
    return {"resourceType": "Appointment", "status": "booked", "slot": [{"reference": slot}],
            "participant": [{"actor": {"identifier": {"system": NHS_NUMBER, "value": PATIENT}}, "status": "accepted"}]}


def cancel(booked, version):
    cancelled, _ = ask("PUT", "/FHIR/R4/Appointment/" + booked["id"], patient_token,
                       {**booked, "status": "cancelled", "cancelationReason": {"text": "Feeling better"}}, headers=[("If-Match", version)])
    print(f"cancel    {cancelled['status']}")


def change_passwords():
    """In the stores, then in the files, and nobody stays connected by the old ones."""
    single_statements(postgres, "ALTER ROLE slotkeeper PASSWORD 'second'")
    redis_says("ACL", "SETUSER", USER, "resetpass", ">second")
    for store in ("postgres", "redis"):
        written(f"{work}/{store}.new", "second\n")
        os.replace(f"{work}/{store}.new", f"{work}/{store}.password")
    single_statements(postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slotkeeper'")
    redis_says("CLIENT", "KILL", "USER", USER)
    until(is_up, "after the passwords were changed it was not well")
    print("passwords changed in both stores, and in their files")


def is_up():
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{management_port}/health/ready", timeout=10) as answer:
            return json.loads(answer.read())["status"] == "UP"
    except (OSError, ValueError):
        return False


def stop_all():
    for name, process, how in reversed(started):
        if process.poll() is None:
            process.send_signal(how)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    if "--keep" in flags:
        print(f"logs are in {work}")
    else:
        shutil.rmtree(work, ignore_errors=True)


signal.signal(signal.SIGTERM, lambda *_: sys.exit("own-stores: told to stop"))
postgres_port, redis_port, gateway_port, engine_port, management_port = (free_port() for _ in range(5))
try:
    postgres, postgres_version = chosen("postgresql", newest(["/usr/lib/postgresql/*/bin/postgres"]) or shutil.which("postgres"), 15, "bin/postgres", "--version")
    redis, redis_version = chosen("redis-server", shutil.which("redis-server"), 7, "redis-server", "--version")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{work}/ca.key", "-out", f"{work}/ca.crt", "-days", "2", "-subj", "/CN=own-stores")
    certificate(work, "engine", "DNS:engine")
    start_postgres(os.path.join(os.path.dirname(os.path.realpath(postgres)), "initdb"), postgres)
    start_redis(redis)
    identity, scheme = start_issuer()
    for name, secret in (("postgres", "first"), ("redis", "first"), ("booking", "a secret of this machine")):
        written(f"{work}/{name}.password", secret + "\n")
    tls = [f"{store}.{key}" for store in ("postgres", "redis") for key in
           ("tls=verify-full", f"caFile={work}/ca.crt", f"certificateFile={work}/engine.crt", f"keyFile={work}/engine.key", "host=localhost",
            f"passwordFile={work}/{store}.password")]
    configuration = [*tls, f"postgres.port={postgres_port}", f"redis.port={redis_port}", f"redis.user={USER}", f"redis.keyPrefix={PREFIX}",
                     f"booking.secretFile={work}/booking.password", f"gateway.port={gateway_port}", f"engine.port={engine_port}",
                     f"management.port={management_port}", *identity]
    command("check-config", "--role", "all")
    practices = written(f"{work}/practices.csv", f"ods_code,name,postcode,sub_icb,pcn,list_size\n{PRACTICE},Own Stores Surgery,ZZ99 1AA,,,5000\n")
    command("import", "practices", practices)
    serving = begin("slotkeeper", slotkeeper("serve"), as_user=False)
    until(lambda: serving.poll() is not None or is_up(), "Slotkeeper was not ready")
    if serving.poll() is not None:
        fail(f"serve ended with {serving.returncode}: " + open(f"{work}/slotkeeper.log").read()[-1500:])
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    door = start_nginx(nginx) if nginx else f"http://127.0.0.1:{gateway_port}"
    patient_token = token({"nhs_number": PATIENT, "vot": "P9.Cp.Cd", "gp_ods_code": PRACTICE})
    print(f"{postgres_version}\n{redis_version}\n{'nginx before it' if nginx else 'no nginx on this machine (apt-get install nginx): asked directly'}; keys of the issuer over {scheme}")
    next_slot = walk()
    change_passwords()
    booked, version = ask("POST", "/FHIR/R4/Appointment", patient_token, appointment(next_slot))
    print(f"book      {booked['status']}")
    cancel(booked, version)
    print("all of it done")
finally:
    stop_all()
