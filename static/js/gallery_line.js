// One picture on its way: what it is called, how far it is, why it did not arrive.

export class Line {
  constructor(file, words, again) {
    [this.file, this.words] = [file, words];
    this.element = document.createElement("li");
    this.element.className = "upload-line";
    [this.name, this.state, this.bar, this.error] = ["span", "span", "progress", "p"].map((kind) => document.createElement(kind));
    this.name.textContent = file.name;
    this.state.className = "soft";
    [this.bar.className, this.bar.max] = ["upload-bar", 1];
    this.bar.setAttribute("aria-label", file.name);
    this.error.className = "error";
    this.button = document.createElement("button");
    [this.button.type, this.button.className, this.button.textContent] = ["button", "button button-quiet", words.again];
    this.button.addEventListener("click", () => again(this));
    this.element.append(this.name, this.state, this.bar);
    this.wait();
  }

  wait() {
    [this.share, this.done, this.failed] = [0, false, false];
    this.error.remove();
    this.button.replaceWith(this.state);
    this.bar.hidden = false;
    this.bar.value = 0;
    this.say("waits");
  }

  say(what) {
    this.state.textContent = this.words[what];
  }

  // Resolves in any case; `done` or `failed` says how it went.
  send(body, address, moved) {
    this.say("sending");
    return new Promise((over) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
        if (!lengthComputable) return;
        this.share = this.bar.value = loaded / total;
        moved();
      });
      request.addEventListener("load", () => { this.answered(request); over(); });
      for (const kind of ["error", "timeout", "abort"]) {
        request.addEventListener(kind, () => { this.fail(this.words.lost); over(); });
      }
      request.send(body);
    });
  }

  answered(request) {
    if (request.status === 201) {
      [this.done, this.share, this.answer] = [true, 1, request.responseText];
      this.bar.hidden = true;
      this.say("sent");
      return;
    }
    const plain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
    this.fail(request.status === 413 ? this.words.heavy : plain ? request.responseText : this.words.lost);
  }

  fail(words) {
    [this.failed, this.share] = [true, 0];
    this.error.textContent = words;
    this.bar.hidden = true;
    this.state.replaceWith(this.button);
    this.element.append(this.error);
  }
}
